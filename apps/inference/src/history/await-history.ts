import { type Part } from '@renwatch/runtime';
import { pause } from '@renwatch/timing';

export interface AwaitHistoryOptions {
  isImported: () => Promise<boolean>;
  state: Part;
  signal: AbortSignal;
  lookEveryMs: number;
}

/** Waits until somebody else has imported a history; decided before it, results would show no injury. */
export async function awaitHistory(options: AwaitHistoryOptions): Promise<void> {
  const { isImported, state, signal, lookEveryMs } = options;
  state.notReady('waiting for a history to be imported (HISTORY_REQUIRED)');
  while (!signal.aborted) {
    if (await isImported()) return state.ready('imported by another process');
    await pause(lookEveryMs, signal);
  }
}
