import { measureRounds, summary } from './measure-rounds';

describe('summary', () => {
  it.each([
    [[3, 1, 2], { median: 2, low: 1, high: 3 }],
    [[40, 10, 20, 30], { median: 25, low: 10, high: 40 }],
    [[7], { median: 7, low: 7, high: 7 }],
  ])('gives the median and extremes of %j as %j', (values, expected) => {
    expect(summary(values)).toEqual(expected);
  });

  it('has no figures without a round', () => {
    expect(summary([])).toEqual({ median: NaN, low: NaN, high: NaN });
  });
});

describe('measureRounds', () => {
  it('gives every contender a turn in each round', () => {
    const turns: string[] = [];
    const contender = (name: string) => ({
      ...{ name, kind: 'peer' as const },
      work: () => void (turns.at(-1) === name || turns.push(name)),
    });
    const rates = measureRounds([contender('a'), contender('b')], {
      rounds: 2,
      warmUpRounds: 1,
      roundCpuMs: 1,
    });
    expect(turns).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
    expect(rates.map(({ name, low, high }) => [name, low > 0 && high >= low])).toEqual([
      ['a', true],
      ['b', true],
    ]);
  });
});
