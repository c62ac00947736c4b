import { type Checkpoint } from '@renwatch/store';
import { type BatchEvents } from './batch.events';
import { type DecisionStore } from './decision-store.port';
import { nextStep, weigh, type Evidence, type LogRange } from './first-difference';
import { isRetriable } from './is-retriable';
import { type LogBatch, type LogMessage, type ProcessOutcome } from './log-batch';
import { recordIdOf } from './trail';

export interface ContinuousLogOptions {
  store: Pick<DecisionStore, 'transaction' | 'isRetriable'>;
  logRange: (partition: number) => Promise<LogRange>;
  /** Processes a batch that continues what was counted. */
  process: (batch: LogBatch, heartbeat: () => Promise<void>) => Promise<ProcessOutcome>;
  retryAfterMs: number;
  events: Pick<BatchEvents, 'batchDelayed' | 'logDiffers'>;
}

interface Search {
  /** The progress that is compared; if it changes, the search starts again. */
  nextOffset: bigint;
  evidence: Evidence;
  asked: bigint;
  /** The leader's epoch under which the search began. */
  leaderEpoch: number | null;
}

/**
 * Notices if Kafka lost records after they were counted, and has records in their place that nobody reads: an unclean
 * leader election, a disk that lost its last writes, a topic that was recreated.
 *
 * A partition is **proven** while its batches follow the last counted record without a gap and under the same leader.
 * After a rebalance, and under a new leader, it is **in doubt**: the last counted record is read again and compared. If
 * the log holds it, the partition is proven. If not, a **search** over the trail of counted records finds the newest that
 * the log still holds; progress is taken back to the record after it, and everything from there on is read again. Ids
 * are made from content, so what was decided before is not decided twice.
 */
export class ContinuousLog {
  /** By partition, the last record that was processed or compared. */
  private readonly proven = new Map<number, Checkpoint>();
  private readonly searches = new Map<number, Search>();
  private idle: ReadonlyMap<number, Checkpoint> = new Map();

  constructor(private readonly options: ContinuousLogOptions) {}

  /** Puts all partitions in doubt: another member may have had them. */
  joined(): void {
    this.proven.clear();
    this.searches.clear();
  }

  /** Reads the last record again of each partition that brought nothing since the last call. */
  checkIdle(seek: (partition: number, offset: bigint) => void): void {
    for (const [partition, last] of this.proven)
      if (this.idle.get(partition) === last) seek(partition, last.offset);
    this.idle = new Map(this.proven);
  }

  async process(batch: LogBatch, heartbeat: () => Promise<void>): Promise<ProcessOutcome> {
    const { process, retryAfterMs, events } = this.options;
    let admitted: LogBatch | ProcessOutcome;
    try {
      admitted = await this.admit(batch);
    } catch (error) {
      if (!isRetriable(this.options.store, error)) throw error;
      events.batchDelayed(batch.partition, error);
      return { kind: 'retry', afterMs: retryAfterMs };
    }
    if ('kind' in admitted) return admitted;
    const last = admitted.messages.at(-1);
    if (last === undefined) return { kind: 'done' };
    const outcome = await process(admitted, heartbeat);
    if (outcome.kind === 'done') this.proven.set(batch.partition, checkpointOf(last));
    return outcome;
  }

  /** Returns the messages that follow what was counted, or the consumer's next step if that is not proven yet. */
  private async admit(batch: LogBatch): Promise<LogBatch | ProcessOutcome> {
    const { partition, messages } = batch;
    const [first, ...others] = messages;
    if (first === undefined) return batch;
    const proven = this.proven.get(partition);
    if (proven && follows(proven, first)) return batch;
    if (proven && isSame(proven, first)) return { partition, messages: others };
    this.proven.delete(partition);
    return this.compare(batch);
  }

  private async compare(batch: LogBatch): Promise<LogBatch | ProcessOutcome> {
    const { partition, messages } = batch;
    const { store, logRange } = this.options;
    const { nextOffset, trail } = await store.transaction((tx) => tx.lockProgress(partition));
    // Without a last record, progress was counted by a version that keeps none.
    const [last] = trail;
    if (last?.offset !== nextOffset - 1n) return batch;
    const range = await logRange(partition);
    const known = this.searches.get(partition);
    const search = known?.nextOffset === nextOffset ? known : undefined;
    const evidence = weigh(search?.evidence ?? {}, { trail, messages, range, asked: search?.asked });
    const step = nextStep(evidence, { trail, range });
    if (step.kind === 'read') {
      const leaderEpoch = search?.leaderEpoch ?? messages[0]?.leaderEpoch ?? null;
      this.searches.set(partition, { nextOffset, evidence, asked: step.offset, leaderEpoch });
      return { kind: 'seek', offset: step.offset };
    }
    this.searches.delete(partition);
    if (step.kind === 'different') return this.takeBack(partition, { nextOffset, from: step.from });
    const rest = messages.filter(({ offset }) => offset >= nextOffset);
    if (step.kind !== 'same') return batch;
    // Under the epoch in doubt, which the next message has; that of the last record would put it in doubt again.
    this.proven.set(partition, { ...last, leaderEpoch: search ? search.leaderEpoch : last.leaderEpoch });
    return { partition, messages: rest };
  }

  /** Does nothing but read on if another replica has changed the progress meanwhile. */
  private async takeBack(
    partition: number,
    { nextOffset, from }: { nextOffset: bigint; from: bigint },
  ): Promise<ProcessOutcome> {
    const { store, events } = this.options;
    const takenBack = await store.transaction(async (tx) => {
      const { nextOffset: current, trail } = await tx.lockProgress(partition);
      if (current !== nextOffset) return false;
      const held = trail.filter(({ offset }) => offset < from);
      await tx.advanceProgress(partition, { nextOffset: from, trail: held });
      return true;
    });
    if (takenBack) events.logDiffers(partition, from, nextOffset);
    return { kind: 'seek', offset: from };
  }
}

function checkpointOf({ offset, value, leaderEpoch }: LogMessage): Checkpoint {
  return { offset, recordId: recordIdOf(value), leaderEpoch };
}

function follows(last: Checkpoint, { offset, leaderEpoch }: LogMessage): boolean {
  return offset === last.offset + 1n && leaderEpoch === last.leaderEpoch;
}

function isSame(last: Checkpoint, { offset, value }: LogMessage): boolean {
  return offset === last.offset && recordIdOf(value) === last.recordId;
}
