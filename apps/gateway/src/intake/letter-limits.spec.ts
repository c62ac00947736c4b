import { LetterLimits } from './letter-limits';

const HOUR_MS = 3_600_000;

describe('LetterLimits', () => {
  let nowMs: number;
  let limits: LetterLimits;

  beforeEach(() => {
    nowMs = 0;
    limits = new LetterLimits({ maxBytesPerHour: 1_000, nowMs: () => nowMs });
  });

  const store = (id: string, bytes: number) => {
    const refusal = limits.refuse(id, bytes);
    if (refusal === undefined) limits.stored(id);
    return refusal ?? 'stored';
  };

  it('stores three copies of a letter in an hour', () => {
    const copies = () => ['a', 'a', 'a', 'a', 'b'].map((id) => store(id, 10));
    expect(copies()).toEqual(['stored', 'stored', 'stored', 'repeat', 'stored']);
    nowMs += HOUR_MS;
    expect(copies()).toEqual(['stored', 'stored', 'stored', 'repeat', 'stored']);
  });

  it('stores so many bytes in an hour', () => {
    const letters = () => ['a', 'b', 'c', 'd'].map((id) => store(id, 400));
    expect(letters()).toEqual(['stored', 'stored', 'over-budget', 'over-budget']);
    expect(store('e', 200)).toBe('stored');
    nowMs += HOUR_MS - 1;
    expect(store('f', 1)).toBe('over-budget');
    nowMs += 1;
    expect(letters()).toEqual(['stored', 'stored', 'over-budget', 'over-budget']);
  });

  it('counts neither bytes nor copies of a letter that was not written', () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(limits.refuse('a', 900)).toBeUndefined();
      limits.notStored(900);
    }
  });
});
