import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { progressRepository, type ProgressRow } from './progress.repository';

const TOPIC = 'hl7.messages';
const at = (nextOffset: bigint): ProgressRow => ({ topic: TOPIC, partition: 0, nextOffset, trail: [] });

describe('the fence', () => {
  let fresh: FreshDatabase;

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  beforeEach(async () => {
    await fresh.db.query('DELETE FROM progress');
    await progressRepository.ensure(fresh.db, [{ topic: TOPIC, partition: 0, nextOffset: 0n }]);
  });
  afterAll(() => fresh.drop());

  it('is bound to the first cluster it was counted in, for good', async () => {
    expect(await progressRepository.bindCluster(fresh.db, TOPIC, 'one')).toBe('one');
    expect(await progressRepository.bindCluster(fresh.db, TOPIC, 'another')).toBe('one');
  });

  it('keeps counted records, at offsets that no JSON number holds', async () => {
    const offset = 9_007_199_254_740_993n;
    const counted = {
      ...at(offset + 1n),
      trail: [
        { offset, recordId: 'b', leaderEpoch: 7 },
        { offset: 3n, recordId: 'a', leaderEpoch: null },
      ],
    };
    await progressRepository.advance(fresh.db, counted);
    expect(await progressRepository.all(fresh.db, TOPIC)).toEqual([counted]);
    const { nextOffset, trail } = counted;
    expect(await fresh.db.transaction((tx) => progressRepository.lock(tx, TOPIC, 0))).toEqual({
      nextOffset,
      trail,
    });
  });

  it('does not set back what is there when a replica starts', async () => {
    await progressRepository.advance(fresh.db, at(7n));
    await progressRepository.ensure(fresh.db, [
      { topic: TOPIC, partition: 0, nextOffset: 0n },
      { topic: TOPIC, partition: 1, nextOffset: 0n },
    ]);
    expect((await progressRepository.all(fresh.db, TOPIC)).map((row) => row.nextOffset)).toEqual([7n, 0n]);
  });

  it('knows nothing of a partition without a row', async () => {
    expect(await fresh.db.transaction((tx) => progressRepository.lock(tx, TOPIC, 9))).toBeUndefined();
  });

  it('makes a second holder wait and see the first one’s write', async () => {
    const other = fresh.open();
    const seen: (bigint | undefined)[] = [];
    let second: Promise<unknown> = Promise.resolve();
    await fresh.db.transaction(async (tx) => {
      seen.push((await progressRepository.lock(tx, TOPIC, 0))?.nextOffset);
      second = other.transaction(async (tx2) =>
        seen.push((await progressRepository.lock(tx2, TOPIC, 0))?.nextOffset),
      );
      await progressRepository.advance(tx, at(5n));
      expect(seen).toEqual([0n]);
    });
    await second;
    expect(seen).toEqual([0n, 5n]);
  });

  it('rejects a second holder with a retriable error after its time-out', async () => {
    const other = fresh.open({ lockTimeoutMs: 50 });
    await fresh.db.transaction(async (tx) => {
      await progressRepository.lock(tx, TOPIC, 0);
      const second = other.transaction((tx2) => progressRepository.lock(tx2, TOPIC, 0));
      await expect(second).rejects.toMatchObject({ sqlState: '55P03', retriable: true });
    });
  });

  it('does not hold up the other partitions', async () => {
    await progressRepository.ensure(fresh.db, [{ topic: TOPIC, partition: 1, nextOffset: 3n }]);
    await fresh.db.transaction(async (tx) => {
      await progressRepository.lock(tx, TOPIC, 0);
      const other = await fresh.open().transaction((tx2) => progressRepository.lock(tx2, TOPIC, 1));
      expect(other?.nextOffset).toBe(3n);
    });
  });
});
