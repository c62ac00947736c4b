import { BoundedLabel } from './bounded-label';

describe('BoundedLabel', () => {
  it('keeps the first well-formed values and calls the rest other', () => {
    const label = new BoundedLabel({ pattern: /^[A-Z]+$/, maxValues: 2 });
    expect(['A', 'no', 'B', 'C', 'A', 'B'].map((text) => label.of(text))).toEqual([
      'A',
      'other',
      'B',
      'other',
      'A',
      'B',
    ]);
  });

  it('keeps a known value after others have come, whatever its form', () => {
    const label = new BoundedLabel({ pattern: /^[A-Z]+$/, maxValues: 1, known: ['known value'] });
    expect(['A', 'B', 'known value'].map((text) => label.of(text))).toEqual(['A', 'other', 'known value']);
  });
});
