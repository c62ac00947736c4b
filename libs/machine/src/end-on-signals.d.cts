/**
 * Ends what was started here when this process is interrupted or asked to stop, then exits as a shell expects.
 * @param {{ say: (line: string) => void }} options
 * @returns {() => void} call it to leave the signals to somebody else
 */
export function endOnSignals({ say }: { say: (line: string) => void }): () => void;
/** Ends every process group started here (SIGINT, then SIGKILL), and whatever escaped from its group. */
export function endStarted(): Promise<void>;
/** Returns true once a signal has come: nothing new should begin when a child ends because of it. */
export function isInterrupted(): boolean;
//# sourceMappingURL=end-on-signals.d.cts.map
