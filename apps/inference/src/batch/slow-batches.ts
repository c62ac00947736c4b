import { type DecisionStore } from './decision-store.port';

export interface SlowBatchesOptions {
  store: Pick<DecisionStore, 'isTimeOut' | 'probe'>;
  /** The clock, performance.now() if absent; for tests. */
  nowMs?: () => number;
}

/** A batch, or a part of it, that was not committed. */
export interface FailedBatch {
  partition: number;
  /** The offset of its first message. */
  offset: bigint;
  messages: number;
  tookMs: number;
  error: unknown;
}

interface Suspicion {
  offset: bigint;
  /** How many messages may be tried together. */
  limit: number;
  /** Failures of the first message alone. */
  alone: number;
}

/** A time-out costs up to 15 s: few of them lead from a full batch to one message. */
const SHRINK = 8;
/** Failures of a message alone, each while the database did other work well. */
const MAX_ALONE = 4;
/** A database that takes this long for a few rows is slow: it is waited for. */
const PROBE_LIMIT_MS = 2_000;
/** Above it every batch is whole again. */
const NO_LIMIT = 1_024;

/**
 * Tells a batch that is too much for the database's time limits from a database that is slow or away. Each partition is
 * in one of these states:
 * - unsuspected: its batches are tried whole;
 * - suspected at an offset: a batch timed out there while the database finished a small transaction well. Fewer and fewer
 *   messages are tried together, down to one. A commit ends the suspicion of the offset, and later batches grow again;
 * - given up: the one message timed out `MAX_ALONE` times more. It becomes a dead letter.
 * While the database is slow or away itself, no state changes.
 */
export class SlowBatches {
  private readonly suspicions = new Map<number, Suspicion>();
  private readonly nowMs;

  constructor(private readonly options: SlowBatchesOptions) {
    this.nowMs = options.nowMs ?? (() => performance.now());
  }

  /** Returns how many messages of the partition's next batch may be tried together. */
  limit(partition: number): number {
    return this.suspicions.get(partition)?.limit ?? Infinity;
  }

  /** Returns true if the batch's first message must be given up. Never throws. */
  async givesUp({ partition, offset, messages, tookMs, error }: FailedBatch): Promise<boolean> {
    const { store } = this.options;
    if (!store.isTimeOut(error, tookMs) || !(await this.answersInTime(partition))) return false;
    const known = this.suspicions.get(partition);
    const alone = known?.offset === offset ? known.alone : 0;
    const limit = Math.max(1, Math.floor(messages / SHRINK));
    this.suspicions.set(partition, { offset, limit, alone: messages === 1 ? alone + 1 : 0 });
    return messages === 1 && alone + 1 >= MAX_ALONE;
  }

  committed(partition: number): void {
    const known = this.suspicions.get(partition);
    if (!known) return;
    const limit = known.limit * 2;
    if (limit > NO_LIMIT) this.suspicions.delete(partition);
    else this.suspicions.set(partition, { ...known, limit, alone: 0 });
  }

  private async answersInTime(partition: number): Promise<boolean> {
    const begunMs = this.nowMs();
    try {
      await this.options.store.probe(partition);
    } catch {
      return false;
    }
    return this.nowMs() - begunMs <= PROBE_LIMIT_MS;
  }
}
