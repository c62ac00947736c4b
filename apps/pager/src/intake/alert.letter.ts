import {
  AKI_ALERTS,
  DEAD_LETTER_SCHEMA,
  NO_SOURCE,
  deadLetterId,
  type DeadLetterRecord,
} from '@renwatch/events';

/** The dead letter of a record of `aki.alerts` that can never be processed, its bytes whole. */
export function alertLetter(
  { partition, offset, value }: { partition: number; offset: bigint; value: Buffer | null },
  { reason, detail, failedAt }: { reason: string; detail: string; failedAt: Date },
): DeadLetterRecord {
  return {
    schema: DEAD_LETTER_SCHEMA,
    id: deadLetterId('pager', [AKI_ALERTS, partition, String(offset)]),
    origin: 'pager',
    reason,
    detail,
    source: { ...NO_SOURCE, topic: AKI_ALERTS, partition, offset: String(offset) },
    failedAt: failedAt.toISOString(),
    payload: (value ?? Buffer.alloc(0)).toString('base64'),
    part: null,
  };
}
