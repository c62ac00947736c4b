import {
  AKI_ALERTS,
  DEAD_LETTER_SCHEMA,
  NO_SOURCE,
  deadLetterId,
  type DeadLetterRecord,
} from '@renwatch/events';
import { type Page } from '../page/page';

/** The dead letter of a page that the pager refused for good: what was sent to it, whole. */
export function pageLetter(
  { alertId, body }: Page,
  { status, failedAt }: { status: number; failedAt: Date },
): DeadLetterRecord {
  return {
    schema: DEAD_LETTER_SCHEMA,
    id: deadLetterId('pager', ['page', alertId]),
    origin: 'pager',
    reason: 'page-refused',
    detail: `the pager answered ${status} to the page of alert ${alertId}`,
    source: { ...NO_SOURCE, topic: AKI_ALERTS, alertId },
    failedAt: failedAt.toISOString(),
    payload: Buffer.from(body, 'utf8').toString('base64'),
    part: null,
  };
}
