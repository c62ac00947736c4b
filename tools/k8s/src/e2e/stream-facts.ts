import { Cohort } from '@renwatch/cohort';
import { type StreamFacts } from './cluster/trial';

/** What the simulator will play, counted here. */
export function streamFacts({ seed, days }: { seed: string; days: number }): StreamFacts {
  const sentAtMs: number[] = [];
  let resultCount = 0;
  for (const { atMs, result } of new Cohort({ seed }).messages({ days })) {
    sentAtMs.push(atMs);
    if (result !== undefined) resultCount += 1;
  }
  return { messageCount: sentAtMs.length, resultCount, sentAtMs };
}
