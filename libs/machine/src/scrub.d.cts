/**
 * Removes addresses from another program's output: a proxy's or mirror's may carry credentials.
 * @param {string} text
 */
export function scrub(text: string): string;
/**
 * Returns the last non-empty lines of a program's output, without stack frames and addresses.
 * @param {string} text
 */
export function tail(text: string, lines?: number): string;
//# sourceMappingURL=scrub.d.cts.map
