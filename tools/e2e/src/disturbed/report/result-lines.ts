import { type ScenarioResult } from './scenario-result';
import { seconds } from './seconds';

/** What became of one disturbance, told when it is over. */
export function resultLines({ faults, figures, folder }: ScenarioResult): string[] {
  if (faults.length > 0 || !figures) return ['FAILED:', ...faults, `logs: ${folder}`];
  const { repeatedPages, longestStandstillMs, longestPageDelayMs } = figures;
  const delays = `feed stood still ${seconds(longestStandstillMs)}, longest page delay ${seconds(longestPageDelayMs)}`;
  return [`equal; ${repeatedPages} repeated pages, ${delays}`];
}
