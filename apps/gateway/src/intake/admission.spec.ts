import { Admission } from './admission';

const KIB = 1024;
const bounds = { growth: 10, recordsBytes: 2_000 * KIB };
/** Large frames may cost 3,000 KiB, small ones 1,000 KiB. */
const admission = () => new Admission({ maxCostBytes: 4_000 * KIB, bounds });

describe('Admission', () => {
  let entered: string[];
  const enter = (to: Admission, name: string, connection: number, kib: number) => {
    const place = to.enter(connection, kib * KIB);
    void Promise.resolve(place.turn()).then(() => entered.push(name));
    return place;
  };
  const settled = () => new Promise(setImmediate);

  beforeEach(() => {
    entered = [];
  });

  it('admits frames by their cost and in order of arrival', async () => {
    const to = admission();
    const [first] = ['a', 'b', 'c', 'd'].map((name, connection) => enter(to, name, connection, 100));
    await settled();
    expect([entered, to.waiting]).toEqual([['a', 'b', 'c'], 1]);
    first?.leave();
    await settled();
    expect([entered, to.waiting]).toEqual([['a', 'b', 'c', 'd'], 0]);
  });

  it('knows how long ago the oldest frame came that has not left', () => {
    const nowMs = jest.spyOn(performance, 'now');
    const to = admission();
    const [first, second] = [1_000, 4_000].map((ms) => {
      nowMs.mockReturnValue(ms);
      return enter(to, 'frame', ms, 1);
    });
    nowMs.mockReturnValue(5_000);
    const ages = [to.oldestAgeMs];
    for (const place of [first, second]) {
      place?.leave();
      ages.push(to.oldestAgeMs);
    }
    nowMs.mockRestore();
    expect(ages).toEqual([4_000, 1_000, 0]);
  });

  it('counts what a frame became once it was read', async () => {
    const to = admission();
    const [first] = ['a', 'b', 'c', 'd'].map((name, connection) => enter(to, name, connection, 100));
    await settled();
    first?.handOver(0);
    await settled();
    expect(entered).toEqual(['a', 'b', 'c', 'd']);
    expect(to.costBytes).toBe(3_000 * KIB);
  });

  it('lets a small frame pass the large ones of other connections', async () => {
    const to = admission();
    for (let connection = 0; connection < 5; connection += 1) enter(to, 'large', connection, 200);
    enter(to, 'small', 5, 1);
    await settled();
    expect(entered).toEqual(['large', 'small']);
  });

  it('reads the frames of one connection one after the other', async () => {
    const to = admission();
    const large = enter(to, 'large', 1, 100);
    enter(to, 'small', 1, 1);
    await settled();
    expect(entered).toEqual(['large']);
    large.handOver(1);
    await settled();
    expect(entered).toEqual(['large', 'small']);
  });

  it('lets a frame that costs more than the bound in alone', async () => {
    const to = new Admission({ maxCostBytes: 100 * KIB, bounds });
    const first = enter(to, 'a', 1, 150);
    enter(to, 'b', 2, 150);
    await settled();
    expect(entered).toEqual(['a']);
    first.leave();
    first.leave();
    await settled();
    expect(entered).toEqual(['a', 'b']);
    expect(to.costBytes).toBe(1_500 * KIB);
  });
});
