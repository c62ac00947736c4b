import { recordBytes, type OutgoingRecord } from './outgoing-record';

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
