import { pause } from '@renwatch/timing';
import { type Part } from './readiness';

/** A partition, by its number, or another piece of work, by its name. */
export type WorkName = number | string;

/** Pieces of work that a description names. */
const MAX_NAMED = 2;

interface Waiting {
  /** When the oldest of it came, by the wall clock; until that is known, when it was noticed. */
  oldestAtMs: number;
  /** When it began to wait or last moved, by the monotonic clock. */
  stillSinceMs: number;
  failure: string | undefined;
}

export interface WorkWatchOptions {
  /** Work that waits and does not move for so long is stalled. */
  stalledAfterMs: number;
  now?: () => number;
  monotonicMs?: () => number;
}

/** A batch of a partition, as a consumer handed it over. */
export interface HandledBatch {
  partition: number;
  messages: readonly { offset: bigint; timestampMs: number }[];
  /** The offset that the partition's next record will have. */
  logEndOffset: bigint;
}

/**
 * Knows which work waits and when it last moved. Work is idle, waiting or stalled. Waiting becomes stalled if nothing of
 * it is done for long; every step starts that time again. So a long backlog is not stalled while it gets shorter, however
 * old its messages are.
 */
export class WorkWatch {
  private readonly waiting = new Map<WorkName, Waiting>();
  /** The partitions of this member; undefined until it has joined its group. */
  private partitions: ReadonlySet<number> | undefined;
  private readonly now: () => number;
  private readonly monotonicMs: () => number;

  constructor(private readonly options: WorkWatchOptions) {
    this.now = options.now ?? Date.now;
    this.monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  /** @param oldestAtMs when the oldest of it came, if known */
  waits(name: WorkName, oldestAtMs?: number): void {
    // A batch or a look may end after another member got the partition: nothing would clear it again.
    if (typeof name === 'number' && this.partitions?.has(name) === false) return;
    const known = this.waiting.get(name);
    if (known) known.oldestAtMs = oldestAtMs ?? known.oldestAtMs;
    else
      this.waiting.set(name, {
        oldestAtMs: oldestAtMs ?? this.now(),
        stillSinceMs: this.monotonicMs(),
        failure: undefined,
      });
  }

  /** A part of it is done. */
  moved(name: WorkName): void {
    const known = this.waiting.get(name);
    if (known) Object.assign(known, { stillSinceMs: this.monotonicMs(), failure: undefined });
  }

  /** It was tried in vain, and will be tried again. */
  failed(name: WorkName, error: unknown): void {
    this.waits(name);
    const known = this.waiting.get(name);
    if (known) known.failure = error instanceof Error ? error.message : String(error);
  }

  idle(name: WorkName): void {
    this.waiting.delete(name);
  }

  /** Takes the outcome of a consumer's batch. A seek says nothing: the records may have been handled before. */
  handled({ partition, messages, logEndOffset }: HandledBatch, outcome: string): void {
    const [first] = messages;
    const last = messages.at(-1);
    if (!first || !last || outcome === 'seek') return;
    if (outcome !== 'done') return this.waits(partition, first.timestampMs);
    this.moved(partition);
    if (last.offset + 1n < logEndOffset) this.waits(partition, last.timestampMs);
    else this.idle(partition);
  }

  /** Forgets the partitions that now belong to other members of the group, and ignores them from now on. */
  assigned(partitions: readonly number[]): void {
    const own = new Set(partitions);
    this.partitions = own;
    for (const name of this.waiting.keys())
      if (typeof name === 'number' && !own.has(name)) this.waiting.delete(name);
  }

  /** Seconds since the oldest work that waits came; 0 if none waits. */
  get oldestAgeSeconds(): number {
    const ages = [...this.waiting.values()].map(({ oldestAtMs }) => this.now() - oldestAtMs);
    return Math.max(0, ...ages) / 1000;
  }

  /** Describes stalled work: first that with a known reason, then the one that is stalled longest. */
  get stalled(): string | undefined {
    const nowMs = this.monotonicMs();
    const stalled = [...this.waiting]
      .map(([name, { stillSinceMs, failure }]) => ({ name, failure, stillMs: nowMs - stillSinceMs }))
      .filter(({ stillMs }) => stillMs >= this.options.stalledAfterMs)
      .sort((a, b) => b.stillMs - a.stillMs);
    const explained = stalled.filter(({ failure }) => failure !== undefined);
    const others = stalled.filter(({ failure }) => failure === undefined);
    const named = [...explained, ...others].slice(0, MAX_NAMED).map(describe);
    return named.length === 0 ? undefined : named.join('; ');
  }
}

function describe({
  name,
  failure,
  stillMs,
}: {
  name: WorkName;
  failure: string | undefined;
  stillMs: number;
}): string {
  const label = typeof name === 'number' ? `partition ${name}` : name;
  const because = failure === undefined ? '' : `: ${failure}`;
  return `${label} has work and has not moved for ${Math.floor(stillMs / 1000)} s${because}`;
}

export interface WatchWorkOptions {
  part: Part;
  work: WorkWatch;
  /** Tells of each own partition if messages wait in it: a consumer that cannot fetch does not notice. */
  look: () => Promise<readonly { partition: number; isWaiting: boolean }[]>;
  everyMs: number;
  signal: AbortSignal;
}

/** Keeps the readiness of a part up to date: unready, with the reason, while work is stalled. */
export async function watchWork({ part, work, look, everyMs, signal }: WatchWorkOptions): Promise<void> {
  const report = (): void => {
    const { stalled } = work;
    if (stalled === undefined) part.ready();
    else part.notReady(stalled);
  };
  part.ready();
  while (!signal.aborted) {
    await pause(everyMs, signal);
    report();
    // If the brokers or the database are away, what is known stays; their own parts are unready.
    const partitions = await look().catch(() => []);
    for (const { partition, isWaiting } of partitions)
      if (isWaiting) work.waits(partition);
      else work.idle(partition);
    report();
  }
}
