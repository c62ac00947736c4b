import { Cohort } from '@renwatch/cohort';
import { type StreamFacts } from './cluster/trial';

/** What the simulator will play, counted here. */
export function streamFacts({ seed, days }: { seed: string; days: number }): StreamFacts {
  let messageCount = 0;
  let resultCount = 0;
  for (const { result } of new Cohort({ seed }).messages({ days })) {
    messageCount += 1;
    if (result !== undefined) resultCount += 1;
  }
  return { messageCount, resultCount };
}
