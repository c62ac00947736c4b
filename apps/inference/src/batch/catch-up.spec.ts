import { CatchUp, type CatchUpOptions, type PartitionOffsets } from './catch-up';
import { MemoryDecisionStore } from './memory-decision-store.spec-support';

class Away extends Error {
  readonly retriable = true;
}

describe('catching up with the group’s offsets', () => {
  let store: MemoryDecisionStore;
  let happened: string[];
  let faults: Error[];

  beforeEach(() => {
    store = new MemoryDecisionStore();
    happened = [];
    faults = [];
  });

  const catchUp = (offsets: readonly PartitionOffsets[], options: Partial<CatchUpOptions> = {}) =>
    new CatchUp({
      store,
      offsets: () => Promise.resolve(offsets),
      progress: () => {
        const fault = faults.shift();
        if (fault) return Promise.reject(fault);
        return Promise.resolve(
          [...store.state.progress].map(([partition, nextOffset]) => ({ partition, nextOffset })),
        );
      },
      seek: (partition, offset) => happened.push(`seek ${partition} to ${offset}`),
      backoff: { minMs: 1, maxMs: 2 },
      isRetriable: (error) => error instanceof Away,
      onFailure: (error) => happened.push(`failed: ${String(error)}`),
      events: {
        databaseBehind: (partition, next, committed) => happened.push(`${partition}: ${next} < ${committed}`),
        catchUpDelayed: () => happened.push('delayed'),
        messagesLost: (partition, from, to) => happened.push(`lost ${partition}: ${from} to ${to}`),
      },
      ...options,
    });
  const partition = (one: Partial<PartitionOffsets>): PartitionOffsets => ({
    ...{ partition: 0, committed: 10n, logStart: 0n, logEnd: 10n },
    ...one,
  });

  it('goes back, in this member’s partitions, to where the database stands', async () => {
    store.state.progress = new Map([
      [0, 4n],
      [1, 4n],
    ]);
    await catchUp([partition({ partition: 0 }), partition({ partition: 1 })]).joined([1]);
    expect(happened).toEqual(['1: 4 < 10', 'seek 1 to 4']);
  });

  it('goes back to the beginning of a partition that the database does not know', async () => {
    await catchUp([partition({})]).joined([0]);
    expect(happened).toEqual(['0: 0 < 10', 'seek 0 to 0']);
  });

  it.each<[string, bigint, Partial<PartitionOffsets>]>([
    ['as far as the group', 10n, {}],
    ['further than the group, as after a crash', 12n, { logEnd: 20n }],
    ['somewhere, where the group has committed nothing', 4n, { committed: null }],
    ['beyond the end of the log, which the fence tells', 7n, { logEnd: 5n }],
  ])('leaves a partition alone whose progress is %s', async (_what, next, offsets) => {
    store.state.progress.set(0, next);
    await catchUp([partition(offsets)]).joined([0]);
    expect(happened).toEqual([]);
  });

  it('says what is lost where retention ran out meanwhile, and goes on at what is kept', async () => {
    store.state.progress.set(0, 4n);
    await catchUp([partition({ logStart: 7n })]).joined([0]);
    expect(happened).toEqual(['0: 4 < 10', 'lost 0: 4 to 7', 'seek 0 to 7']);
    expect(store.state.progress.get(0)).toBe(7n);
  });

  it('does so too where nothing is kept at all', async () => {
    store.state.progress.set(0, 4n);
    await catchUp([partition({ logStart: 10n })]).joined([0]);
    expect(happened).toEqual(['0: 4 < 10', 'lost 0: 4 to 10', 'seek 0 to 10']);
  });

  it('waits for a database that is away', async () => {
    faults = [new Away(), new Away()];
    await catchUp([partition({})]).joined([0]);
    expect(happened).toEqual(['delayed', 'delayed', '0: 0 < 10', 'seek 0 to 0']);
  });

  it('hands on a fault that no waiting mends', async () => {
    faults = [new TypeError('no such method')];
    await catchUp([partition({})]).joined([0]);
    expect(happened).toEqual(['failed: TypeError: no such method']);
  });

  it('seeks nothing, and complains of nothing, once it is stopped or the group divides anew', async () => {
    let answer: ((offsets: readonly PartitionOffsets[]) => void) | undefined;
    let fail: ((error: Error) => void) | undefined;
    const asked = () =>
      new Promise<readonly PartitionOffsets[]>((resolve, reject) => {
        answer = resolve;
        fail = reject;
      });
    const looking = catchUp([], { offsets: asked });
    const first = looking.joined([0]);
    const failFirst = fail;
    const second = looking.joined([]);
    failFirst?.(new TypeError('the database is closed'));
    looking.stop();
    answer?.([partition({})]);
    await Promise.all([first, second]);
    expect(happened).toEqual([]);
    // A group may give partitions to a member that is about to leave it.
    await looking.joined([0]);
    expect(happened).toEqual([]);
  });

  it('looks again, in the same partitions, at a database that was away', async () => {
    store.state.progress.set(0, 10n);
    const looking = catchUp([partition({})]);
    await looking.joined([0]);
    expect(happened).toEqual([]);
    store.state.progress.set(0, 6n);
    await looking.again();
    expect(happened).toEqual(['0: 6 < 10', 'seek 0 to 6']);
  });

  it('leaves a partition to its next owner that is taken away while what is lost is passed', async () => {
    store.state.progress.set(0, 4n);
    const looking: CatchUp = catchUp([partition({ logStart: 7n })], {
      store: {
        transaction: async (work) => {
          const passed = await store.transaction(work);
          await looking.joined([]);
          return passed;
        },
      },
    });
    await looking.joined([0]);
    expect(happened).toEqual(['0: 4 < 10', 'lost 0: 4 to 7']);
  });
});
