/** Ends the processes that left their group: SIGTERM, then SIGKILL. */
export function endMarked(): Promise<void>;
/**
 * Returns the ids of the processes that carry a mark; none on a system without /proc.
 * @param {{ proc?: string, mark?: string }} [options]
 * @returns {number[]}
 */
export function markedProcesses({ proc, mark }?: { proc?: string; mark?: string }): number[];
/** Marks everything this command starts, however far it detaches itself: processes inherit the environment. */
export function markProcesses(): void;
//# sourceMappingURL=marked-processes.d.cts.map
