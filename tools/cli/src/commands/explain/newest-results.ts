import { formatLocal14 } from '@renwatch/hl7';
import { type RecordedDecision } from '@renwatch/store';
import { isUntil, type ResultTime } from './result-time';

type Revisions = [RecordedDecision, ...RecordedDecision[]];

/**
 * All decisions about the newest result until a time, by result: several where that moment has several, or where the
 * local time asked for came twice, as when clocks go back.
 * @param decisions by time, then result, then revision
 */
export function newestResults(
  decisions: readonly RecordedDecision[],
  until: ResultTime | undefined,
): Revisions[] {
  const clockOf = (one: RecordedDecision): string =>
    until !== undefined && 'local14' in until
      ? formatLocal14(one.observedLocal)
      : new Date(one.observedAt).toISOString();
  const before = decisions.filter((one) => until === undefined || isUntil(one, until));
  const newest = before.map(clockOf).reduce((a, b) => (a < b ? b : a), '');
  const byResult = new Map<string, Revisions>();
  for (const one of before.filter((decision) => clockOf(decision) === newest)) {
    const revisions = byResult.get(one.resultId);
    if (revisions) revisions.push(one);
    else byResult.set(one.resultId, [one]);
  }
  return [...byResult.values()];
}
