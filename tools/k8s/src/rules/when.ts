/** Returns the fault if the condition holds. */
export const when = (holds: boolean, fault: string): string[] => (holds ? [fault] : []);
