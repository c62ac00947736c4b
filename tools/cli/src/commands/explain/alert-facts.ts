import { type AlertProgress, type RecordedDecision } from '@renwatch/store';
import { formatUtc } from './format-values';

/** Says whether anybody was paged about a result, or why not. */
export function pagedFacts(newest: RecordedDecision, alerts: readonly AlertProgress[]): string {
  if (alerts.length === 0)
    return newest.alerted ? 'not yet: its alert is not stored' : `no: ${whyNot(newest)}`;
  const states = alerts.map((alert) => `level ${alert.level}: ${stateOf(alert)}`);
  return newest.alerted ? states.join('; ') : `${states.join('; ')}; not again: ${whyNot(newest)}`;
}

function whyNot({ level, alertedBefore, isLast, withheld }: RecordedDecision): string {
  if (withheld !== null) return `withheld (${withheld})`;
  if (level === 0) return 'the decision is not to alert';
  if (alertedBefore >= level) return `an earlier decision on this result alerted at level ${alertedBefore}`;
  return isLast
    ? 'the alert level did not rise'
    : "only a patient's latest result is paged, and a later one exists";
}

function stateOf({ publishedAt, page, retraction }: AlertProgress): string {
  if (page === null) {
    return publishedAt === null
      ? 'not yet; the alert waits to be published to Kafka'
      : `not yet, or too long ago: the alert was published at ${formatUtc(publishedAt)}, and no page of it is recorded`;
  }
  const { attempts, deliveredAt, refusedAt, retractedAt, lastError } = page;
  const error = lastError === null ? '' : ` (${lastError})`;
  if (deliveredAt !== null) {
    const tries = attempts > 1 ? `, at attempt ${attempts}` : '';
    const taken = retraction ? `, taken back at ${formatUtc(retraction.at)} (${retraction.because})` : '';
    return `yes, delivered at ${formatUtc(deliveredAt)}${tries}${taken}`;
  }
  if (retractedAt !== null)
    return `no, retracted at ${formatUtc(retractedAt)} before it was delivered (${page.retraction ?? 'unknown'})`;
  if (refusedAt !== null)
    return `NO, refused at ${formatUtc(refusedAt)}${error}; see renwatch dead-letters list`;
  return `not yet; ${attempts === 1 ? '1 attempt' : `${attempts} attempts`} failed${error}, trying again`;
}
