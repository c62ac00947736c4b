import { Cohort } from '@renwatch/cohort';

/** Figures of the stream that the simulator will play. */
export interface StreamFacts {
  messageCount: number;
  resultCount: number;
  /** Send time of each message, in the hospital's own time. */
  sentAtMs: readonly number[];
}

/** Counts the stream of a seed, independently of the simulator. */
export function streamFacts({ seed, days }: { seed: string; days: number }): StreamFacts {
  const sentAtMs: number[] = [];
  let resultCount = 0;
  for (const { atMs, result } of new Cohort({ seed }).messages({ days })) {
    sentAtMs.push(atMs);
    if (result !== undefined) resultCount += 1;
  }
  return { messageCount: sentAtMs.length, resultCount, sentAtMs };
}
