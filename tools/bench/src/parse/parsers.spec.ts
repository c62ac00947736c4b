import { BENCH_MESSAGES } from './messages';
import { PARSERS } from './parsers';

const [oru, adt] = BENCH_MESSAGES;

describe('compared parsers', () => {
  const [renwatch, ...others] = PARSERS;

  it.each(others)('read the same texts of every message: $name', (parser) => {
    for (const { bytes, reads } of BENCH_MESSAGES)
      expect(parser.prepare(reads)(bytes)).toEqual(renwatch?.prepare(reads)(bytes));
  });

  it('read a value, unit and time of each of ten observations', () => {
    const texts = renwatch?.prepare(oru?.reads.slice(-1) ?? [])(oru?.bytes ?? Buffer.of());
    expect(texts).toHaveLength(10 * 7);
    expect(texts?.slice(0, 7)).toEqual([
      ...['NM', 'CREATININE', '118', 'umol/L', 'F', '20240330224500', 'Creatinine'],
    ]);
  });
});

describe('benchmark messages', () => {
  it('have the sizes that their names say', () => {
    expect(oru?.bytes.length).toBeGreaterThan(1_850);
    expect(oru?.bytes.length).toBeLessThan(1_950);
    expect(adt?.bytes.length).toBeGreaterThan(950);
    expect(adt?.bytes.length).toBeLessThan(1_050);
  });
});
