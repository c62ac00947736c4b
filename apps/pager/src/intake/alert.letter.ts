import { AKI_ALERTS, deadLetter, type DeadLetterRecord } from '@renwatch/events';

/** Builds the dead letter of a record of `aki.alerts` that can never be processed, its bytes whole. */
export function alertLetter(
  { partition, offset, value }: { partition: number; offset: bigint; value: Buffer | null },
  { reason, detail, failedAt }: { reason: string; detail: string; failedAt: Date },
): DeadLetterRecord {
  const place = { topic: AKI_ALERTS, partition, offset: String(offset) };
  return deadLetter({
    origin: 'pager',
    place: [place.topic, place.partition, place.offset],
    reason,
    detail,
    source: place,
    failedAt,
    payload: value,
  });
}
