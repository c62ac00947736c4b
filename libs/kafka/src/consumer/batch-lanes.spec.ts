import { setImmediate as nextTurn } from 'node:timers/promises';
import { BatchLanes } from './batch-lanes';
import { PartitionPauses } from './partition-pauses';

const NEVER_MS = 3_600_000;

/** Lanes whose batches end when the spec says so. */
class Lanes {
  /** The calls that kafkajs got, in order. */
  readonly told: string[] = [];
  readonly begun: number[] = [];
  readonly failed: string[] = [];
  readonly pauses = new PartitionPauses({
    pause: (partition) => this.told.push(`pause ${partition}`),
    resume: (partition) => this.told.push(`resume ${partition}`),
  });
  readonly lanes: BatchLanes;
  readonly isCurrent = new Map<number, () => boolean>();
  private readonly ends = new Map<number, () => void>();

  constructor(options: { lanes: number; detachAfterMs: number }) {
    this.lanes = new BatchLanes({
      ...options,
      pauses: this.pauses,
      onFailed: ({ message }) => this.failed.push(message),
    });
  }

  run(partition: number): Promise<void> {
    return this.lanes.run(partition, (isCurrent) => {
      this.begun.push(partition);
      this.isCurrent.set(partition, isCurrent);
      return new Promise((resolve) => this.ends.set(partition, resolve));
    });
  }

  async end(partition: number): Promise<void> {
    this.ends.get(partition)?.();
    await nextTurn();
  }
}

describe('lanes of batches', () => {
  it('wait for a batch that ends soon, without a pause', async () => {
    const all = new Lanes({ lanes: 1, detachAfterMs: NEVER_MS });
    const running = all.run(3);
    await all.end(3);
    await running;
    expect(all.told).toEqual([]);
  });

  it('hold the partition of a slow batch until it ends', async () => {
    const all = new Lanes({ lanes: 2, detachAfterMs: 0 });
    await all.run(3);
    expect(all.told).toEqual(['pause 3']);
    await all.run(4);
    expect(all.begun).toEqual([3, 4]);
    await all.end(3);
    expect(all.told).toEqual(['pause 3', 'pause 4', 'resume 3']);
  });

  it('begin no second batch of a partition', async () => {
    const all = new Lanes({ lanes: 2, detachAfterMs: 0 });
    await all.run(3);
    await all.run(3);
    expect(all.begun).toEqual([3]);
    await all.end(3);
    await all.run(3);
    expect(all.begun).toEqual([3, 3]);
  });

  it('work on no more batches at once than there are lanes', async () => {
    const all = new Lanes({ lanes: 2, detachAfterMs: 0 });
    await Promise.all([0, 1, 2, 3].map((partition) => all.run(partition)));
    expect(all.begun).toEqual([0, 1]);
    await all.end(1);
    expect(all.begun).toEqual([0, 1, 2]);
    await all.end(0);
    await all.end(2);
    await all.end(3);
    await all.lanes.idle();
    expect(all.begun).toEqual([0, 1, 2, 3]);
  });

  it('tell work of a former assignment that it is no longer current', async () => {
    const all = new Lanes({ lanes: 2, detachAfterMs: 0 });
    await all.run(3);
    expect(all.isCurrent.get(3)?.()).toBe(true);
    all.lanes.assigned();
    await all.run(4);
    expect([3, 4].map((partition) => all.isCurrent.get(partition)?.())).toEqual([false, true]);
  });

  it('report an error of a batch that was left to itself', async () => {
    const all = new Lanes({ lanes: 1, detachAfterMs: 0 });
    let fail = (_error: Error) => undefined as void;
    const broken = new Promise<void>((_resolve, reject) => (fail = reject));
    await all.lanes.run(3, () => broken);
    fail(new Error('listener failed'));
    await all.lanes.idle();
    await nextTurn();
    expect(all.failed).toEqual(['listener failed']);
    expect(all.told).toEqual(['pause 3', 'resume 3']);
  });

  it('are idle only when the last batch has ended', async () => {
    const all = new Lanes({ lanes: 2, detachAfterMs: 0 });
    await all.run(3);
    await all.run(4);
    let isIdle = false;
    const idle = all.lanes.idle().then(() => (isIdle = true));
    all.lanes.assigned();
    await all.end(3);
    expect(isIdle).toBe(false);
    await all.end(4);
    await idle;
  });
});

describe('a held partition', () => {
  it('stays held when its pauses end, and is no fault', async () => {
    const all = new Lanes({ lanes: 1, detachAfterMs: 0 });
    await all.run(3);
    all.pauses.pause(3, { reason: 'retry', forMs: NEVER_MS });
    all.pauses.resumeAll();
    expect(all.told).toEqual(['pause 3', 'pause 3']);
    expect(all.pauses.stopped()).toEqual([]);
    await all.end(3);
    expect(all.told).toEqual(['pause 3', 'pause 3', 'resume 3']);
  });

  it('is not fetched again once its consumer stops', async () => {
    const all = new Lanes({ lanes: 2, detachAfterMs: 0 });
    await all.run(3);
    all.pauses.pause(4, { reason: 'retry', forMs: NEVER_MS });
    all.pauses.drain([3, 4, 5]);
    all.pauses.resumeAll();
    await all.end(3);
    expect(all.told).toEqual(['pause 3', 'pause 4', 'pause 3', 'pause 4', 'pause 5']);
  });

  it('stays paused when its batch ends with a pause', async () => {
    const all = new Lanes({ lanes: 1, detachAfterMs: 0 });
    await all.run(3);
    all.pauses.pause(3, { reason: 'newer schema' });
    await all.end(3);
    expect(all.told).toEqual(['pause 3', 'pause 3']);
    all.pauses.resumeAll();
    expect(all.told).toEqual(['pause 3', 'pause 3', 'resume 3']);
  });
});
