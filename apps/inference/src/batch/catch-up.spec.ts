import { CatchUp, type CatchUpOptions, type PartitionOffsets } from './catch-up';
import { MemoryDecisionStore } from './memory-decision-store.spec-support';

class Away extends Error {
  readonly retriable = true;
}

describe("catching up with the group's offsets", () => {
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
          [...store.state.progress].map(([partition, nextOffset]) => ({
            partition,
            nextOffset,
            trail: store.state.trails.get(partition) ?? [],
          })),
        );
      },
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
  const partition = (own: Partial<PartitionOffsets>): PartitionOffsets => ({
    ...{ partition: 0, committed: 10n, logStart: 0n, logEnd: 10n },
    ...own,
  });
  const seek = (number: number, offset: bigint) => happened.push(`seek ${number} to ${offset}`);

  it("seeks this member's partitions back to the database's progress", async () => {
    store.state.progress = new Map([
      [0, 4n],
      [1, 4n],
    ]);
    await catchUp([partition({ partition: 0 }), partition({ partition: 1 })]).joined([1], seek);
    expect(happened).toEqual(['1: 4 < 10', 'seek 1 to 4']);
  });

  it('seeks a partition without progress back to its beginning', async () => {
    await catchUp([partition({})]).joined([0], seek);
    expect(happened).toEqual(['0: 0 < 10', 'seek 0 to 0']);
  });

  it.each<[string, bigint, Partial<PartitionOffsets>]>([
    ['as far as the group', 10n, {}],
    ['further than the group, as after a crash', 12n, { logEnd: 20n }],
    ['at any offset, while the group has committed nothing', 4n, { committed: null }],
    ['beyond the end of the log, which the fence detects', 7n, { logEnd: 5n }],
  ])('leaves a partition alone whose progress is %s', async (_name, next, offsets) => {
    store.state.progress.set(0, next);
    await catchUp([partition(offsets)]).joined([0], seek);
    expect(happened).toEqual([]);
  });

  it.each<[string, Partial<PartitionOffsets>, string[]]>([
    ['its last counted record', {}, ['seek 0 to 9']],
    ['the last record of a log that ends before it', { logEnd: 5n }, ['seek 0 to 4']],
    ['nothing if retention removed the record', { logStart: 10n }, []],
    ['nothing if the log is empty', { logEnd: 0n }, []],
  ])('reads %s again, so that it is compared', async (_name, offsets, seeks) => {
    store.state.progress.set(0, 10n);
    store.state.trails.set(0, [{ offset: 9n, recordId: 'any', leaderEpoch: 0 }]);
    await catchUp([partition(offsets)]).joined([0], seek);
    expect(happened).toEqual(seeks);
  });

  it("reports expired messages as lost and continues at the log's start", async () => {
    store.state.progress.set(0, 4n);
    await catchUp([partition({ logStart: 7n })]).joined([0], seek);
    expect(happened).toEqual(['0: 4 < 10', 'lost 0: 4 to 7', 'seek 0 to 7']);
    expect(store.state.progress.get(0)).toBe(7n);
  });

  it('reports expired messages as lost if the log is empty', async () => {
    store.state.progress.set(0, 4n);
    await catchUp([partition({ logStart: 10n })]).joined([0], seek);
    expect(happened).toEqual(['0: 4 < 10', 'lost 0: 4 to 10', 'seek 0 to 10']);
  });

  it('retries while the database is away', async () => {
    faults = [new Away(), new Away()];
    await catchUp([partition({})]).joined([0], seek);
    expect(happened).toEqual(['delayed', 'delayed', '0: 0 < 10', 'seek 0 to 0']);
  });

  it('reports an error that no retry can fix', async () => {
    faults = [new TypeError('no such method')];
    await catchUp([partition({})]).joined([0], seek);
    expect(happened).toEqual(['failed: TypeError: no such method']);
  });

  it('seeks and reports nothing once it is stopped or the group rebalances', async () => {
    let answer: ((offsets: readonly PartitionOffsets[]) => void) | undefined;
    let fail: ((error: Error) => void) | undefined;
    const asked = () =>
      new Promise<readonly PartitionOffsets[]>((resolve, reject) => {
        answer = resolve;
        fail = reject;
      });
    const looking = catchUp([], { offsets: asked });
    const first = looking.joined([0], seek);
    const failFirst = fail;
    const second = looking.joined([], seek);
    failFirst?.(new TypeError('the database is closed'));
    looking.stop();
    answer?.([partition({})]);
    await Promise.all([first, second]);
    expect(happened).toEqual([]);
    // A group may give partitions to a member that is about to leave it.
    await looking.joined([0], seek);
    expect(happened).toEqual([]);
  });

  it('compares the same partitions again after a database outage', async () => {
    store.state.progress.set(0, 10n);
    const looking = catchUp([partition({})]);
    await looking.joined([0], seek);
    expect(happened).toEqual([]);
    store.state.progress.set(0, 6n);
    await looking.again();
    expect(happened).toEqual(['0: 6 < 10', 'seek 0 to 6']);
  });

  it('keeps progress unchanged if the partition is revoked while skipping expired messages', async () => {
    store.state.progress.set(0, 4n);
    const looking: CatchUp = catchUp([partition({ logStart: 7n })], {
      store: {
        transaction: async (work) => {
          const passed = await store.transaction(work);
          await looking.joined([], seek);
          return passed;
        },
      },
    });
    await looking.joined([0], seek);
    expect(happened).toEqual(['0: 4 < 10', 'lost 0: 4 to 7']);
  });
});
