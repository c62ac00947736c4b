import { seconds } from '@renwatch/e2e';
import { type Row } from './row';

/** Which figures of a disturbance were missed, and whether it came to its end; one sentence each. */
export function rowFaults({ disturbance, measured, failed }: Row): string[] {
  const { name, limits } = disturbance;
  const above = (what: string, ms = 0, limitMs = Infinity): string[] =>
    ms > limitMs ? [`${name}: ${what} ${seconds(ms)}, more than ${seconds(limitMs)}`] : [];
  return [
    ...(failed === undefined ? [] : [`${name}: ${failed}`]),
    ...above('the feed stood still for', measured?.standstillMs, limits.standstillMs),
    ...(measured?.pages === 0 && limits.pageDelayMs !== undefined
      ? [`${name}: no page was owed meanwhile, so that nothing is known of delays`]
      : []),
    ...above('a page was delayed by', measured?.longestPageDelayMs, limits.pageDelayMs),
  ];
}
