import { isSameIfKnown, isSameOrder, isSameTest, isSameTime, type Sample } from './sample';

describe('isSameOrder', () => {
  it.each([
    ['one filler number', ['F1', ''], ['F1', ''], true],
    ['one filler number under two placer numbers', ['F1', 'P1'], ['F1', 'P2'], true],
    ['a placer number alone and beside a filler number', ['P1', ''], ['F1', 'P1'], true],
    ['a placer number alone and another beside a filler number', ['P1', ''], ['F1', 'P2'], false],
    ['two filler numbers of one placer number', ['F1', 'P1'], ['F2', 'P1'], false],
    ['a filler number that is the placer number of another order', ['P1', 'P0'], ['F1', 'P1'], false],
    ['no number and a number', ['', ''], ['F1', ''], false],
    ['no number and another without one', ['', ''], ['', ''], false],
  ] as const)('compares %s', (_case, [order, placer], [otherOrder, otherPlacer], isSame) => {
    const [a, b] = [
      { order, placer },
      { order: otherOrder, placer: otherPlacer },
    ];
    expect([isSameOrder(a, b), isSameOrder(b, a)]).toEqual([isSame, isSame]);
  });
});

describe('isSameTime', () => {
  const time = (observedLocal: string, seconds: number) => ({ observedLocal, observedAtMs: seconds * 1_000 });

  it.each([
    ['two seconds that are equal', time('19700101000059', 59), time('19700101000059', 59), true],
    ['two seconds of one minute', time('19700101000059', 59), time('19700101000058', 58), false],
    ['a minute and a second in it', time('197001010000', 0), time('19700101000059', 59), true],
    ['a minute and a second after it', time('197001010000', 0), time('19700101000100', 60), false],
    ['a minute and one of another zone', time('197001010100', 0), time('197001010000', 3_600), false],
    ['an hour and a second in it', time('1970010100', 7), time('19700101005959', 3_599), true],
    ['an hour and a second after it', time('1970010100', 7), time('19700101010000', 3_600), false],
    ['two placings of one hour', time('1970010100', 7), time('1970010100', 8), true],
    ['a day and a minute in it', time('19700101', 7), time('197001012359', 86_340), true],
    ['a day and a minute after it', time('19700101', 7), time('197001020000', 86_400), false],
  ])('compares %s', (_case, a, b, isSame) => {
    expect([isSameTime(a, b), isSameTime(b, a)]).toEqual([isSame, isSame]);
  });
});

describe('isSameTest', () => {
  const sample: Sample = {
    ...{ order: 'F1', placer: '', specimen: 'S1', code: 'C', subId: '1' },
    ...{ observedLocal: '19700101000000', observedAtMs: 0 },
  };

  it.each<[string, Partial<Sample>, boolean]>([
    ['another sample of the order', { observedLocal: '19700102000000', observedAtMs: 86_400_000 }, true],
    ['an unknown code', { code: '' }, true],
    ['an unknown specimen', { specimen: '' }, true],
    ['another code', { code: 'D' }, false],
    ['another specimen', { specimen: 'S2' }, false],
    ['no sub-id', { subId: '' }, false],
    ['another order', { order: 'F2' }, false],
  ])('compares with %s', (_case, own, isSame) => {
    const other = { ...sample, ...own };
    expect([isSameTest(sample, other), isSameTest(other, sample)]).toEqual([isSame, isSame]);
  });

  it('takes an unknown text as the same as any', () => {
    expect([isSameIfKnown('a', ''), isSameIfKnown('', 'a'), isSameIfKnown('a', 'b')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
