import { pause } from '@renwatch/timing';
import { type Part } from './readiness';

export interface WatchPartOptions {
  part: Part;
  /** Resolves when the part answers. It is not asked again before it has. */
  ask: () => Promise<unknown>;
  everyMs: number;
  /** A part that takes longer to answer is not ready. */
  patienceMs: number;
  signal: AbortSignal;
}

/** Keeps readiness true to a part that has to be asked, also while it takes questions and says nothing. */
export async function watchPart({ part, ask, everyMs, patienceMs, signal }: WatchPartOptions): Promise<void> {
  while (!signal.aborted) {
    const answered = ask().then(
      () => part.ready(),
      (error: unknown) => part.notReady(error instanceof Error ? error.message : String(error)),
    );
    const late = setTimeout(() => part.notReady(`no answer within ${patienceMs} ms`), patienceMs);
    await answered;
    clearTimeout(late);
    await pause(everyMs, signal);
  }
}
