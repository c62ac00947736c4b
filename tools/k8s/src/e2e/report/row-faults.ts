import { seconds } from '@renwatch/e2e';
import { type Row } from './row';

/** Lists the missed figures of a disturbance, and why it did not finish; one sentence each. */
export function rowFaults({ disturbance, measured, failed }: Row): string[] {
  const { name, limits } = disturbance;
  const above = (figure: string, ms = 0, limitMs = Infinity): string[] =>
    ms > limitMs ? [`${name}: ${figure} ${seconds(ms)}, more than ${seconds(limitMs)}`] : [];
  return [
    ...(failed === undefined ? [] : [`${name}: ${failed}`]),
    ...above('the feed stood still for', measured?.standstillMs, limits.standstillMs),
    ...(measured?.pages === 0 && limits.pageDelayMs !== undefined
      ? [`${name}: no page was due meanwhile, so delays are unknown`]
      : []),
    ...above('a page was delayed by', measured?.longestPageDelayMs, limits.pageDelayMs),
  ];
}
