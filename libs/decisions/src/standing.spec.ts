import { supersedes } from './standing';

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
    ['a withdrawal replaces a final sent at the same time', 'D', 1, 'F', 1, true],
    ['of two corrections sent together the later arrival stands', 'C', 1, 'C', 1, true],
    ['of two finals sent together the later arrival stands', 'F', 1, 'F', 1, true],
  ])('%s', (_name, status, sentAtMs, otherStatus, otherSentAtMs, expected) => {
    expect(supersedes({ status, sentAtMs }, { status: otherStatus, sentAtMs: otherSentAtMs })).toBe(expected);
  });
});
