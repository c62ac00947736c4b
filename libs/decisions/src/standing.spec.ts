import { type Result } from './result';
import { standing, supersedes } from './standing';

describe('a revision', () => {
  it.each([
    ['a final replaces a preliminary sent later', 'F', 1, 'P', 2, true],
    ['a preliminary never replaces a final', 'P', 2, 'F', 1, false],
    ['an unverified value counts as preliminary', 'F', 1, 'R', 2, true],
    ['a partial value counts as preliminary', 'F', 1, 'S', 2, true],
    ['a pending value counts as preliminary', 'F', 1, 'I', 2, true],
    ['the later sent correction stands', 'C', 2, 'C', 1, true],
    ['the earlier sent correction does not return', 'C', 1, 'C', 2, false],
    ['a correction replaces a final sent at the same time', 'C', 1, 'F', 1, true],
    ['a final does not replace a correction sent at the same time', 'F', 1, 'C', 1, false],
    ['an amendment replaces a final sent at the same time', 'A', 1, 'F', 1, true],
    ['a final does not replace an amendment sent at the same time', 'F', 1, 'A', 1, false],
    ['an appended report replaces no amendment sent at the same time', 'B', 1, 'A', 1, false],
    ['a verified value replaces a preliminary sent later', 'V', 1, 'P', 2, true],
    ['a status of no version replaces a preliminary sent later', 'Q', 1, 'P', 2, true],
    ['a withdrawal replaces a final sent at the same time', 'D', 1, 'F', 1, true],
    ['of two corrections sent together the later arrival stands', 'C', 1, 'C', 1, true],
    ['of two finals sent together the later arrival stands', 'F', 1, 'F', 1, true],
  ])('%s', (_name, status, sentAtMs, otherStatus, otherSentAtMs, expected) => {
    expect(supersedes({ status, sentAtMs }, { status: otherStatus, sentAtMs: otherSentAtMs })).toBe(expected);
  });
});

describe('standing', () => {
  const result = (id: string, own: Partial<Result> = {}) =>
    ({
      ...{ id, order: 'o1', placer: '', specimen: '', code: 'C', subId: '', status: 'F', sentAtMs: 1 },
      ...{ observedLocal: '19700101000000', observedAtMs: 0 },
      ...own,
    }) as Result;
  const standingIds = (...results: Result[]) => standing(results).map(({ id }) => id);

  it('keeps the result of an order that was sent last', () => {
    expect(standingIds(result('a', { sentAtMs: 2 }), result('b'))).toEqual(['a']);
    expect(standingIds(result('a'), result('b', { sentAtMs: 2 }))).toEqual(['b']);
  });

  it('keeps the lower id of two results sent together, in any order', () => {
    expect(standingIds(result('a'), result('b'))).toEqual(['a']);
    expect(standingIds(result('b'), result('a'))).toEqual(['a']);
  });

  it.each<[string, Partial<Result>]>([
    ['observation time', { observedAtMs: 1 }],
    ['sub-id', { subId: '2' }],
    ['order', { order: 'o2' }],
    ['code', { code: 'D' }],
    ['filler number of one placer number', { order: 'o2', placer: 'o1x' }],
  ])('keeps both results if the %s differs', (_name, own) => {
    expect(standingIds(result('a'), result('b', own))).toEqual(['a', 'b']);
  });

  it.each<[string, Partial<Result>]>([
    ['has an unknown code', { code: '' }],
    ['names the specimen', { specimen: 'S1' }],
    ['has the filler number too', { order: 'f1', placer: 'o1' }],
    ['names the day only', { observedLocal: '19700101', observedAtMs: 60_000 }],
    ['names the minute only', { observedLocal: '197001010000' }],
  ])('keeps one of two results if one %s', (_name, own) => {
    expect(standingIds(result('a'), result('b', { ...own, sentAtMs: 2 }))).toEqual(['b']);
    expect(standingIds(result('b', { ...own, sentAtMs: 2 }), result('a'))).toEqual(['b']);
  });

  it('keeps the last sent of three results, in any order', () => {
    const [first, second, third] = [1, 2, 3].map((sentAtMs) => result(`sent ${sentAtMs}`, { sentAtMs }));
    if (!first || !second || !third) throw new Error('three results');
    expect(standingIds(first, third, second)).toEqual(['sent 3']);
    expect(standingIds(third, second, first)).toEqual(['sent 3']);
  });

  it('keeps every result without an order number', () => {
    expect(standingIds(result('a', { order: '' }), result('b', { order: '' }))).toEqual(['a', 'b']);
  });
});
