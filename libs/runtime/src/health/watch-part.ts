import { pause } from '@renwatch/timing';
import { type Part } from './readiness';

export interface WatchPartOptions {
  part: Part;
  /** Resolves when the part answers. Called again only after that. */
  ask: () => Promise<unknown>;
  everyMs: number;
  /** A part that takes longer to answer is not ready. */
  patienceMs: number;
  signal: AbortSignal;
}

/** Keeps the readiness of a part up to date by asking it regularly; a part that does not answer in time is unready. */
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
