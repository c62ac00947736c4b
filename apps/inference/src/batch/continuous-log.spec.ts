import * as fc from 'fast-check';
import { ContinuousLog } from './continuous-log';
import { type LogBatch, type ProcessOutcome } from './log-batch';
import { MemoryDecisionStore } from './memory-decision-store.spec-support';
import { advanced } from './trail';

class Away extends Error {
  readonly retriable = true;
}

/** A partition that may lose records, and a member of a group that reads it as kafkajs does. */
class Scene {
  readonly store = new MemoryDecisionStore();
  readonly happened: string[] = [];
  readonly processed: string[] = [];
  /** Values by offset; the records before `start` have expired. */
  log: { value: string; epoch: number }[] = [];
  start = 0;
  epoch = 0;
  faults: Error[] = [];
  position = 0;
  reads = 0;
  private written = 0;

  private readonly continuous = new ContinuousLog({
    store: this.store,
    logRange: () => {
      const fault = this.faults.shift();
      if (fault) return Promise.reject(fault);
      return Promise.resolve({ start: BigInt(this.start), end: BigInt(this.log.length) });
    },
    process: (batch) => this.process(batch),
    retryAfterMs: 1,
    events: {
      batchDelayed: () => this.happened.push('delayed'),
      logDiffers: (_partition, from, next) => this.happened.push(`differs ${from} to ${next}`),
    },
  });

  append(count: number): void {
    for (let i = 0; i < count; i += 1) this.log.push({ value: `v${this.written++}`, epoch: this.epoch });
  }

  /** Cuts the log to these records, as a leader does that has no more. */
  lose(left: number): void {
    this.log = this.log.slice(0, Math.max(left, this.start));
    this.epoch += 1;
  }

  /** The group gives the partition to this member, which goes to its last counted record. */
  join(): void {
    this.continuous.joined();
    const next = Number(this.store.state.progress.get(0) ?? 0n);
    this.position = Math.max(0, Math.min(next, this.log.length) - 1);
  }

  /** Reads to the end of the log. */
  async read(batchSize = 4): Promise<void> {
    for (let fetches = 0; ; fetches += 1) {
      if (fetches > 200 + 2 * this.log.length) throw new Error('reads without end');
      // kafkajs goes to the beginning if the broker has no such offset.
      if (this.position > this.log.length || this.position < this.start) this.position = this.start;
      const fetched = this.log.slice(this.position, this.position + batchSize);
      if (fetched.length === 0) return;
      this.reads += 1;
      const messages = fetched.map(({ value, epoch }, i) => ({
        offset: BigInt(this.position + i),
        value: Buffer.from(value),
        leaderEpoch: epoch,
      }));
      this.follow(
        await this.continuous.process({ partition: 0, messages }, () => Promise.resolve()),
        messages,
      );
    }
  }

  /** Twice, because a partition is idle if it brought nothing since the check before. */
  async checkIdle(): Promise<void> {
    for (let i = 0; i < 2; i += 1) {
      this.continuous.checkIdle((_partition, offset) => (this.position = Number(offset)));
      await this.read();
    }
  }

  get progress(): bigint | undefined {
    return this.store.state.progress.get(0);
  }

  get unprocessed(): string[] {
    return this.log
      .slice(this.start)
      .map(({ value }) => value)
      .filter((value) => !this.processed.includes(value));
  }

  private follow(outcome: ProcessOutcome, messages: LogBatch['messages']): void {
    if (outcome.kind === 'done') this.position = Number(messages.at(-1)?.offset) + 1;
    if (outcome.kind === 'seek') this.position = Number(outcome.offset);
    if (outcome.kind === 'stop-partition') throw new Error(outcome.reason);
  }

  /** Refuses and advances like the batch processor. */
  private process({ partition, messages }: LogBatch): Promise<ProcessOutcome> {
    return this.store.transaction(async (tx) => {
      const progress = await tx.lockProgress(partition);
      const [first] = messages;
      const last = messages.at(-1);
      if (!first || !last) throw new Error('an empty batch');
      if (first.offset !== progress.nextOffset) {
        const expired = first.offset > progress.nextOffset && progress.nextOffset < BigInt(this.start);
        const nextOffset = expired ? BigInt(this.start) : progress.nextOffset;
        if (expired) await tx.advanceProgress(partition, { nextOffset, trail: [] });
        return { kind: 'seek', offset: nextOffset };
      }
      this.processed.push(...messages.map(({ value }) => String(value)));
      await tx.advanceProgress(partition, advanced(progress, last));
      return { kind: 'done' };
    });
  }
}

describe('a log that lost records', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = new Scene();
    scene.append(100);
    await scene.read();
  });

  it('reads a log that lost nothing once', async () => {
    scene.append(10);
    await scene.read();
    expect(scene.processed).toEqual(scene.log.map(({ value }) => value));
    expect(scene.reads).toBe(28);
    expect(scene.happened).toEqual([]);
  });

  it('reads new messages at the offsets of counted ones', async () => {
    scene.lose(90);
    scene.append(20);
    await scene.read();
    expect(scene.unprocessed).toEqual([]);
    expect(scene.happened).toEqual([expect.stringMatching(/^differs \d+ to 100$/)]);
    expect(scene.progress).toBe(110n);
  });

  it.each([
    ['by the next check', () => scene.checkIdle()],
    [
      'by the next rebalance',
      () => {
        scene.join();
        return scene.read();
      },
    ],
  ])('finds new messages that end where the counted ones ended, %s', async (_name, check) => {
    scene.lose(98);
    scene.append(2);
    await scene.read();
    expect(scene.unprocessed).toHaveLength(2);
    await check();
    expect(scene.unprocessed).toEqual([]);
  });

  it('reads a topic from its beginning that was created again', async () => {
    scene.lose(0);
    scene.epoch = 0;
    scene.append(150);
    scene.join();
    await scene.read();
    expect(scene.unprocessed).toEqual([]);
    expect(scene.happened).toEqual(['differs 0 to 100']);
  });

  it('takes progress back to the end of a shorter log', async () => {
    scene.lose(40);
    await scene.read();
    expect(scene.progress).toBe(40n);
    scene.append(3);
    await scene.read();
    expect(scene.unprocessed).toEqual([]);
    expect(scene.progress).toBe(43n);
  });

  it('reads at most about four times as much again as was lost', async () => {
    scene.append(2_000);
    await scene.read();
    const before = scene.processed.length;
    scene.lose(2_080);
    scene.append(30);
    await scene.read();
    expect(scene.processed.length - before).toBeLessThan(30 + 4 * 20);
  });

  it('changes nothing under a new leader that lost nothing', async () => {
    scene.lose(100);
    scene.append(10);
    await scene.read();
    scene.join();
    await scene.checkIdle();
    expect(scene.processed).toEqual(scene.log.map(({ value }) => value));
    expect(scene.happened).toEqual([]);
  });

  it('goes on under a new leader if messages come one by one', async () => {
    scene.lose(100);
    scene.append(3);
    await scene.read(1);
    expect(scene.unprocessed).toEqual([]);
    expect(scene.reads).toBe(25 + 1 + 1 + 3);
  });

  it('compares nothing that retention has removed', async () => {
    scene.append(10);
    scene.start = 100;
    scene.join();
    await scene.read();
    expect(scene.processed).toEqual(scene.log.map(({ value }) => value));
    expect(scene.happened).toEqual([]);
  });

  it('goes on without comparing if an earlier version counted the last record', async () => {
    scene.store.state.progress.set(0, 100n);
    scene.store.state.trails.set(0, [{ offset: 80n, recordId: 'older', leaderEpoch: 0 }]);
    scene.append(10);
    scene.position = 100;
    scene.join();
    await scene.read();
    expect(scene.unprocessed).toEqual([]);
    expect(scene.happened).toEqual([]);
  });

  it('retries while the brokers or the database are away', async () => {
    scene.lose(90);
    scene.append(20);
    scene.faults = [new Away(), new Away()];
    await scene.read();
    expect(scene.happened.slice(0, 2)).toEqual(['delayed', 'delayed']);
    expect(scene.unprocessed).toEqual([]);
  });

  it('leaves a progress alone that another replica has changed', async () => {
    scene.lose(90);
    scene.append(20);
    const { store } = scene;
    const transaction = store.transaction.bind(store);
    const answers: unknown[] = [];
    jest.spyOn(store, 'transaction').mockImplementation(async (work) => {
      // Four transactions compare; the fifth would take the progress back.
      if (answers.length === 4) store.state.progress.set(0, 105n);
      const answer = await transaction(work);
      answers.push(answer);
      return answer;
    });
    await scene.read();
    expect(answers[4]).toBe(false);
    expect(scene.happened).toEqual([]);
    expect(scene.progress).toBe(110n);
  });

  it('processes every record that is left, whatever is lost and when', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ do: fc.constant('lose' as const), count: fc.integer({ min: 0, max: 60 }) }),
      fc.record({ do: fc.constant('expire' as const), count: fc.integer({ min: 0, max: 20 }) }),
      fc.record({ do: fc.constant('read' as const), count: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ do: fc.constant('join' as const), count: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const own = new Scene();
        for (const { do: action, count } of steps) {
          if (action === 'append') own.append(count);
          if (action === 'lose') own.lose(Math.max(0, own.log.length - count));
          if (action === 'expire') own.start = Math.min(own.log.length, own.start + count);
          if (action === 'read') await own.read(count);
          if (action === 'join') own.join();
        }
        await own.read();
        await own.checkIdle();
        expect(own.unprocessed).toEqual([]);
      }),
    );
  });
});
