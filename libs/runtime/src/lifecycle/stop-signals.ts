export type StopSignal = 'SIGTERM' | 'SIGINT';

let handler: ((signal: StopSignal) => void) | undefined;
let listener: (signal: StopSignal) => void = () => process.exit(0);

/**
 * Handles SIGTERM and SIGINT from the process's start to its end. This file imports nothing, so that it can listen before
 * anything heavy is loaded.
 */
export const stopSignals = {
  /** Starts handling both signals: until `onStop` is called they end the process with exit code 0. Idempotent. */
  listen(): void {
    if (handler) return;
    handler = (signal) => listener(signal);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, handler);
  },

  /** Replaces the listener. */
  onStop(next: (signal: StopSignal) => void): void {
    listener = next;
  },
};
