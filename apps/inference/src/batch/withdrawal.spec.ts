import { harness, message, type Specimen } from './batch-harness.spec-support';

const WITHDRAWN = { umolPerL: '82', hours: 12, order: 'o1' };
/** A result of hour 10 that comes when the one of hour 12 is known. */
const late = (umolPerL: string): Specimen => ({ umolPerL, hours: 10, sentHours: 13 });

/** What was paged before the result of hour 12 is withdrawn, and in all. */
async function pagedAround(status: string, ...hidden: Specimen[]) {
  const { process, published } = harness();
  const before = [{ umolPerL: '80', hours: 0 }, WITHDRAWN, ...hidden];
  await process(before.map((one, i) => message(i, one)));
  const early = published.length;
  await process([message(before.length, { ...WITHDRAWN, status, sentHours: 14 })]);
  await process([message(before.length + 1, { umolPerL: '83', hours: 9, sentHours: 15 })]);
  return { early, all: published.map((alert) => alert.creatinineUmolPerL).sort((a, b) => a - b) };
}

describe('when a result is withdrawn', () => {
  it.each(['D', 'W', 'X'])('with %s, the earlier one that it hid is paged, once', async (status) => {
    expect(await pagedAround(status, late('320'))).toEqual({ early: 0, all: [320] });
  });

  it('each of two of one minute that it hid is paged', async () => {
    expect(await pagedAround('D', late('320'), late('81'), late('130'))).toEqual({
      early: 0,
      all: [130, 320],
    });
  });

  it('what it hid is paged though one stands behind that is dated after its own message', async () => {
    const ahead = { umolPerL: '83', hours: 36, sentHours: 12.5 };
    expect(await pagedAround('D', ahead, late('320'))).toEqual({ early: 0, all: [320] });
  });
});
