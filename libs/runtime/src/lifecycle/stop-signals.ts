export type StopSignal = 'SIGTERM' | 'SIGINT';

let heard: ((signal: StopSignal) => void) | undefined;
let heed: (signal: StopSignal) => void = () => process.exit(0);

/**
 * SIGTERM and SIGINT, from the process's first moment to its last. This file imports nothing, so that it can listen before
 * anything heavy loads.
 */
export const stopSignals = {
  /** From now on neither ends the process by itself; until somebody heeds them they end it with exit code 0. Idempotent. */
  listen(): void {
    if (heard) return;
    heard = (signal) => heed(signal);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, heard);
  },

  /** Whoever heeds them last is told of them. */
  onStop(listener: (signal: StopSignal) => void): void {
    heed = listener;
  },
};
