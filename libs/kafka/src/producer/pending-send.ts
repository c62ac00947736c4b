import { protocolType } from '../error/protocol-type';
import { RecordRejectedError } from '../error/record-rejected.error';
import { RecordTooLargeError } from '../error/record-too-large.error';
import { recordBytes, type OutgoingRecord } from './outgoing-record';

/** Broker errors that concern the record and that no retry can fix. */
const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);
const REJECTED = new Set([
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'INVALID_TOPIC_EXCEPTION',
  'TOPIC_AUTHORIZATION_FAILED',
]);

/** A record on its way, and the promise of whoever sent it. Settles once. */
export class PendingSend {
  readonly record: OutgoingRecord;
  readonly bytes: number;
  readonly outcome: Promise<void>;
  private settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(record: OutgoingRecord) {
    this.record = record;
    this.bytes = recordBytes(record);
    this.outcome = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  get settled(): boolean {
    return this.settle === undefined;
  }

  expireAfter(timeoutMs: number, expire: () => Error): void {
    this.timer = setTimeout(() => this.fail(expire()), timeoutMs);
  }

  succeed(): void {
    this.takeSettle()?.resolve();
  }

  fail(error: Error): void {
    this.takeSettle()?.reject(error);
  }

  private takeSettle() {
    const settle = this.settle;
    this.settle = undefined;
    clearTimeout(this.timer);
    return settle;
  }
}

/** Resolves when each has settled, however. */
export async function allSettled(sends: readonly PendingSend[]): Promise<undefined> {
  await Promise.allSettled(sends.map((send) => send.outcome));
  return undefined;
}

/**
 * Returns the error for the record if the broker refused the write because of a record; undefined for other faults, which
 * a retry may fix. If the write held several records the broker does not say which one: divide it and write again.
 */
export function recordFault(fault: Error, { record, bytes }: PendingSend): Error | undefined {
  const type = protocolType(fault);
  if (type === undefined) return undefined;
  if (TOO_LARGE.has(type)) return new RecordTooLargeError(record.topic, bytes, { cause: fault });
  if (REJECTED.has(type)) return new RecordRejectedError(record.topic, { cause: fault });
  return undefined;
}
