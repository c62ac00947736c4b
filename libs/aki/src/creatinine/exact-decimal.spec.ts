import fc from 'fast-check';
import { formatDecimal, isAbove, isBelow, multiplyDecimals, parseDecimal } from './exact-decimal';

describe('an exact decimal', () => {
  it.each([
    ['81.2', 812n, 1, '81.2'],
    ['0.4', 4n, 1, '0.4'],
    ['.05', 5n, 2, '0.05'],
    ['+81.20', 8120n, 2, '81.2'],
    ['80.', 80n, 0, '80'],
    ['080', 80n, 0, '80'],
    ['100', 100n, 0, '100'],
    ['1.00', 100n, 2, '1'],
  ])('is read from %s and formatted without needless digits', (text, units, scale, formatted) => {
    expect(parseDecimal(text)).toEqual({ units, scale });
    expect(formatDecimal({ units, scale })).toBe(formatted);
  });

  it('keeps its sign', () => {
    expect(parseDecimal('-0.5')).toEqual({ units: -5n, scale: 1 });
  });

  it.each(['', '.', '-', '1e3', '1,5', ' 1', '1 ', '1.2.3', '--1', '0x1'])('is not read from %j', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it.each([
    ['4.9', true, false],
    ['5', false, false],
    ['5.0', false, false],
    ['5.01', false, true],
    ['-6', true, false],
  ])('compares %s with 5: below %s, above %s', (text, below, above) => {
    const decimal = parseDecimal(text) ?? { units: 0n, scale: 0 };
    expect([isBelow(decimal, 5n), isAbove(decimal, 5n)]).toEqual([below, above]);
  });

  it('multiplies as whole numbers do', () => {
    const decimals = fc.record({ units: fc.bigInt({ min: 1n, max: 10n ** 12n }), scale: fc.nat(9) });
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        const product = parseDecimal(formatDecimal(multiplyDecimals(a, b)));
        const scale = BigInt(a.scale + b.scale - (product?.scale ?? 0));
        expect((product?.units ?? 0n) * 10n ** scale).toBe(a.units * b.units);
      }),
    );
  });
});
