/**
 * Signals a process and everything in its group; does nothing if all of it has ended.
 * @param {number} pid the group's leader
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid: number, signal: NodeJS.Signals): void;
//# sourceMappingURL=signal-group.d.cts.map
