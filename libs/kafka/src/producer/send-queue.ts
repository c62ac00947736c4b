import { type PendingSend } from './pending-send';

export interface BatchLimits {
  maxBatchBytes: number;
  maxBatchMessages: number;
}

/** First in, first out. */
export class SendQueue {
  private sends: PendingSend[] = [];

  get length(): number {
    return this.sends.length;
  }

  push(send: PendingSend): void {
    this.sends.push(send);
  }

  /** All that waits, up to the limits, but at least one; those that gave up meanwhile are left out. */
  takeBatch({ maxBatchBytes, maxBatchMessages }: BatchLimits): PendingSend[] {
    const batch: PendingSend[] = [];
    let bytes = 0;
    let taken = 0;
    for (const send of this.sends) {
      if (!send.settled) {
        if (batch.length > 0 && (batch.length >= maxBatchMessages || bytes + send.bytes > maxBatchBytes))
          break;
        batch.push(send);
        bytes += send.bytes;
      }
      taken += 1;
    }
    this.sends = this.sends.slice(taken);
    return batch;
  }
}
