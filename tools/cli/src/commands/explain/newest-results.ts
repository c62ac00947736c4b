import { formatLocal14 } from '@renwatch/hl7';
import { type RecordedDecision } from '@renwatch/store';
import { isUntil, type ResultTime } from './result-time';

type Revisions = [RecordedDecision, ...RecordedDecision[]];

/**
 * All decisions on the latest result up to a time, grouped by result. There are several results if several have that
 * time, or if a local time came twice because clocks went back.
 * @param decisions ordered by time, then result, then revision
 */
export function newestResults(
  decisions: readonly RecordedDecision[],
  until: ResultTime | undefined,
): Revisions[] {
  const clockOf = ({ observedLocal, observedAt }: RecordedDecision): string =>
    until !== undefined && 'local14' in until
      ? formatLocal14(observedLocal)
      : new Date(observedAt).toISOString();
  const before = decisions.filter((decision) => until === undefined || isUntil(decision, until));
  const newest = before.map(clockOf).reduce((a, b) => (a < b ? b : a), '');
  const byResult = new Map<string, Revisions>();
  for (const decision of before.filter((candidate) => clockOf(candidate) === newest)) {
    const revisions = byResult.get(decision.resultId);
    if (revisions) revisions.push(decision);
    else byResult.set(decision.resultId, [decision]);
  }
  return [...byResult.values()];
}
