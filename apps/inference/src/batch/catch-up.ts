import { retryUntilDone } from '@renwatch/runtime';
import { type Progress } from '@renwatch/store';
import { type BackoffOptions } from '@renwatch/timing';
import { skipExpired, type SkipExpiredOptions } from './fence';

/** A partition as Kafka knows it. */
export interface PartitionOffsets {
  partition: number;
  /** The offset that the group reads next; null: from the beginning. */
  committed: bigint | null;
  logStart: bigint;
  logEnd: bigint;
}

/** Reported while a member compares its partitions with the database's progress; the log subscribes. */
export interface CatchUpEvents {
  /** The database knows less than the group has read: it was restored, or lost its last transactions. */
  databaseBehind(partition: number, nextOffset: bigint, committed: bigint): void;
  /** The database or the brokers are away; the comparison is retried. */
  catchUpDelayed(error: unknown): void;
}

/** Does nothing if the partition is no longer this member's. */
export type Seek = (partition: number, offset: bigint) => void;

export interface CatchUpOptions extends SkipExpiredOptions {
  offsets: () => Promise<readonly PartitionOffsets[]>;
  /** The progress in the database; a partition without a row has none. */
  progress: () => Promise<readonly (Progress & { partition: number })[]>;
  backoff: BackoffOptions;
  isRetriable: (error: unknown) => boolean;
  /** Called with an error that no retry can fix. */
  onFailure: (error: unknown) => void;
  events: SkipExpiredOptions['events'] & CatchUpEvents;
}

/**
 * After a rebalance or a database outage, seeks back every partition whose progress in the database is behind the
 * group's committed offset. The fence alone would notice only with the partition's next message, and a restored
 * database would lack its last decisions until then. It need not be in time: the fence refuses any batch that comes
 * first. All others are seeked to their last counted record, so that it is compared even if no message follows.
 */
export class CatchUp {
  private current = new AbortController();
  private partitions: readonly number[] = [];
  private seek: Seek = () => undefined;
  private stopped = false;

  constructor(private readonly options: CatchUpOptions) {}

  /** Takes the partitions that the group gave this member. Never throws. */
  joined(partitions: readonly number[], seek: Seek): Promise<void> {
    this.partitions = partitions;
    this.seek = seek;
    return this.again();
  }

  /** Compares again: the database was away and may have come back as an older one. Never throws. */
  async again(): Promise<void> {
    // A member that leaves may be given its partitions once more.
    if (this.stopped) return;
    this.current.abort();
    const { partitions } = this;
    const { signal } = (this.current = new AbortController());
    const { backoff, isRetriable, events, onFailure } = this.options;
    try {
      await retryUntilDone({
        task: () => this.compare(partitions, signal),
        signal,
        backoff,
        isRetriable: (error) => signal.aborted || isRetriable(error),
        onRetry: (error) => {
          if (!signal.aborted) events.catchUpDelayed(error);
        },
      });
    } catch (error) {
      onFailure(error);
    }
  }

  /** Idempotent. */
  stop(): void {
    this.stopped = true;
    this.current.abort();
  }

  private async compare(partitions: readonly number[], signal: AbortSignal): Promise<void> {
    const { offsets, progress, events } = this.options;
    // In this order: commits follow the progress, so a progress that is read later is behind only if it really is.
    const known = await offsets();
    const rows = new Map((await progress()).map((row) => [row.partition, row]));
    for (const { partition, committed, logStart, logEnd } of known) {
      const { nextOffset, trail } = rows.get(partition) ?? { nextOffset: 0n, trail: [] };
      if (!partitions.includes(partition) || committed === null || signal.aborted) continue;
      if (nextOffset >= committed || nextOffset > logEnd) {
        // A log that ends before the progress has lost records: any of its own shows that.
        const last = nextOffset > logEnd ? logEnd - 1n : nextOffset - 1n;
        if (trail.length > 0 && last >= logStart) this.seek(partition, last);
        continue;
      }
      events.databaseBehind(partition, nextOffset, committed);
      if (nextOffset < logStart) await skipExpired(this.options, { partition, nextOffset, logStart });
      if (!signal.aborted) this.seek(partition, nextOffset < logStart ? logStart : nextOffset);
    }
  }
}
