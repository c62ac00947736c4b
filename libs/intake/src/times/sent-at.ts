import { type Hl7MessageRecord, type TimeValue } from '@renwatch/events';

const NAMES_A_MINUTE: ReadonlySet<TimeValue['precision']> = new Set(['minute', 'second', 'fraction']);

/**
 * Returns MSH-7 as an ISO instant, or the time of receipt if MSH-7 does not name a minute: a date alone would count as
 * midnight, before most of the day's results.
 */
export function sentAtOf({ sentAt, receivedAt }: Pick<Hl7MessageRecord, 'sentAt' | 'receivedAt'>): string {
  return sentAt && NAMES_A_MINUTE.has(sentAt.precision) ? sentAt.instant : receivedAt;
}
