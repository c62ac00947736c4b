import { AKI_ALERTS, deadLetter, type DeadLetterRecord } from '@renwatch/events';
import { type Page } from '../page/page';

/** Builds the dead letter of a page that the pager refused for good: what was sent to it, whole. */
export function pageLetter(
  { alertId, body }: Page,
  { status, failedAt }: { status: number; failedAt: Date },
): DeadLetterRecord {
  return deadLetter({
    origin: 'pager',
    place: ['page', alertId],
    reason: 'page-refused',
    detail: `the pager answered ${status} to the page of alert ${alertId}`,
    source: { topic: AKI_ALERTS, alertId },
    failedAt,
    payload: Buffer.from(body, 'utf8'),
  });
}
