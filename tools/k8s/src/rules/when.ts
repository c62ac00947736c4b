/** A fault, where there is one. */
export const when = (holds: boolean, fault: string): string[] => (holds ? [fault] : []);
