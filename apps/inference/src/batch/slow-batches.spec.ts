import { SlowBatches } from './slow-batches';

const timeOut = new Error('statement time-out');
const others = new Error('connection refused');

function given({ probe = () => Promise.resolve(), probeTakesMs = 5 } = {}) {
  let nowMs = 0;
  const store = {
    isTimeOut: (error: unknown) => error === timeOut,
    probe: () => {
      nowMs += probeTakesMs;
      return probe();
    },
  };
  const batches = new SlowBatches({ store, nowMs: () => nowMs });
  const fails = (messages: number, { error = timeOut, offset = 7n } = {}) =>
    batches.givesUp({ partition: 0, offset, messages, tookMs: 1, error });
  return { batches, fails };
}

describe('a batch that times out while the database does other work well', () => {
  it('shrinks to one message, which is given up at last', async () => {
    const { batches, fails } = given();
    const limits: number[] = [];
    let messages = 500;
    let tries = 0;
    for (let isOver = false; !isOver; tries += 1) {
      isOver = await fails(messages);
      messages = Math.min(messages, batches.limit(0));
      limits.push(messages);
    }
    expect(limits.slice(0, 3)).toEqual([62, 7, 1]);
    expect(tries).toBe(3 + 4);
  });

  it('leaves other partitions alone', async () => {
    const { batches, fails } = given();
    await fails(500);
    expect(batches.limit(1)).toBe(Infinity);
  });

  it('grows again with each commit', async () => {
    const { batches, fails } = given();
    await fails(1);
    const limits = Array.from({ length: 11 }, () => {
      batches.committed(0);
      return batches.limit(0);
    });
    expect(limits.slice(0, 3)).toEqual([2, 4, 8]);
    expect(limits.at(-1)).toBe(Infinity);
  });

  it('counts from the start again at another message', async () => {
    const { fails } = given();
    for (let i = 0; i < 3; i += 1) expect(await fails(1)).toBe(false);
    expect(await fails(1, { offset: 8n })).toBe(false);
  });
});

describe('a batch is never suspected', () => {
  it.each([
    ['while the database is away', { probe: () => Promise.reject(others) }, {}],
    ['while the database is slow for everything', { probeTakesMs: 2_001 }, {}],
    ['by an error that is no time-out', {}, { error: others }],
  ])('%s', async (_name, database, failure) => {
    const { batches, fails } = given(database);
    for (let i = 0; i < 20; i += 1) expect(await fails(1, failure)).toBe(false);
    expect(batches.limit(0)).toBe(Infinity);
  });
});
