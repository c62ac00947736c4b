import { AcknowledgedCount } from './acknowledged-count';
import { unprocessedMessages } from './topic-ends';

describe('the count of acknowledged messages', () => {
  const metrics = (...counts: [code: string, count: number][]) =>
    counts
      .map(
        ([code, n]) =>
          `renwatch_gateway_acknowledgements_total{feed="a",code="${code}",service="gateway"} ${n}`,
      )
      .join('\n');

  it('adds up all feeds, over restarts and outages', async () => {
    const answers: (string | undefined)[] = [
      '# HELP renwatch_gateway_acknowledgements_total x\n' + metrics(['AA', 3], ['AR', 5], ['AA', 4]),
      metrics(['AA', 9]),
      metrics(['AA', 2]),
      undefined,
      metrics(['AA', 6]),
    ];
    const count = new AcknowledgedCount(async () => {
      const answer = answers.shift();
      if (answer === undefined) throw new Error('refused');
      return answer;
    });
    const seen: number[] = [];
    for (let i = 0; i < 5; i += 1) seen.push(await count.read());
    expect(seen).toEqual([7, 9, 11, 11, 15]);
  });
});

describe('messages that are not decided', () => {
  const ends = new Map([
    [0, { logStart: 0n, logEnd: 10n }],
    [1, { logStart: 5n, logEnd: 8n }],
  ]);

  it('are those between fence and end of each partition', () => {
    const progress = [
      { partition: 0, nextOffset: 7n },
      { partition: 1, nextOffset: 8n },
    ];
    expect(unprocessedMessages({ ends, progress })).toBe(3);
  });

  it('are all kept ones of a partition without a fence', () => {
    expect(unprocessedMessages({ ends, progress: [{ partition: 0, nextOffset: 10n }] })).toBe(3);
  });
});
