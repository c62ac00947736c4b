/**
 * Returns when a process began and its command line, which together tell it from a later process with the same id.
 * Undefined if none runs; a zombie counts as none.
 * @param {number} pid
 * @returns {Promise<string | undefined>}
 */
export function processIdentity(pid: number): Promise<string | undefined>;
//# sourceMappingURL=process-identity.d.cts.map
