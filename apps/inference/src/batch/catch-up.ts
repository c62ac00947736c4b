import { retryUntilDone } from '@renwatch/runtime';
import { type BackoffOptions } from '@renwatch/timing';
import { type CatchUpEvents } from './catch-up.events';
import { passLost, type PassLostOptions } from './pass-lost';

/** What Kafka says of a partition. */
export interface PartitionOffsets {
  partition: number;
  /** Where the group reads on; null: from the beginning. */
  committed: bigint | null;
  logStart: bigint;
  logEnd: bigint;
}

export interface CatchUpOptions extends PassLostOptions {
  offsets: () => Promise<readonly PartitionOffsets[]>;
  /** The progress in the database; a partition without one has none. */
  progress: () => Promise<readonly { partition: number; nextOffset: bigint }[]>;
  /** Nothing where the partition is no longer this member's. */
  seek: (partition: number, offset: bigint) => void;
  backoff: BackoffOptions;
  isRetriable: (error: unknown) => boolean;
  /** A fault that no waiting mends. */
  onFailure: (error: unknown) => void;
  events: PassLostOptions['events'] & CatchUpEvents;
}

/**
 * Takes each partition that the group gives back to where the database's progress stands, where that is behind what the
 * group has committed, and again when the database has been away: the fence would notice only with the partition's next message, and a restored database would lack
 * until then what it had decided. It need not be in time: the fence refuses whatever batch comes first.
 */
export class CatchUp {
  private current = new AbortController();
  private partitions: readonly number[] = [];
  private stopped = false;

  constructor(private readonly options: CatchUpOptions) {}

  /** The group has given this member these partitions. Never throws. */
  joined(partitions: readonly number[]): Promise<void> {
    this.partitions = partitions;
    return this.again();
  }

  /** The database was away, and is perhaps not the one that it was. Never throws. */
  async again(): Promise<void> {
    // A member that leaves may be given its partitions once more.
    if (this.stopped) return;
    this.current.abort();
    const { partitions } = this;
    const { signal } = (this.current = new AbortController());
    const { backoff, isRetriable, events, onFailure } = this.options;
    try {
      await retryUntilDone({
        task: () => this.look(partitions, signal),
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

  private async look(partitions: readonly number[], signal: AbortSignal): Promise<void> {
    const { offsets, progress, seek, events } = this.options;
    // In this order: commits follow the progress, so what is read later can be behind only if it really is.
    const known = await offsets();
    const next = new Map((await progress()).map((row) => [row.partition, row.nextOffset]));
    for (const { partition, committed, logStart, logEnd } of known) {
      const nextOffset = next.get(partition) ?? 0n;
      if (!partitions.includes(partition) || committed === null) continue;
      // Beyond its end it is another log than the database's: the fence stops the partition.
      if (nextOffset >= committed || nextOffset > logEnd || signal.aborted) continue;
      events.databaseBehind(partition, nextOffset, committed);
      if (nextOffset < logStart) await passLost(this.options, { partition, nextOffset, logStart });
      if (!signal.aborted) seek(partition, nextOffset < logStart ? logStart : nextOffset);
    }
  }
}
