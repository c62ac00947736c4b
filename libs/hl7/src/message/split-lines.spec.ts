import * as fc from 'fast-check';

import { scannedCharacters } from '../hl7.spec-support';
import { splitLines } from './split-lines';

describe('lines', () => {
  it('joined with their ends are the whole', () => {
    const text = fc
      .array(fc.constantFrom('\r', '\n', '\r\n', 'OBX|', 'OBX', 'a', '|'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (view) => {
        const lines = splitLines(view, '|');
        expect(lines.map((line) => line.text + line.end).join('')).toBe(view);
        for (const line of lines) expect(line.text).not.toMatch(/\r/);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['CR', 'OBX|1\r'],
    ['LF', 'OBX|1\n'],
    ['CR LF', 'OBX|1\r\n'],
    ['both', 'OBX|1\rOBX|2\n'],
    ['LF that ends nothing', 'a\n'.repeat(50) + '\r'],
    ['LF that ends nothing, after CR', '\r' + 'a\n'.repeat(50)],
    ['nothing', 'x'.repeat(1000)],
  ])('are found in one pass, where they end with %s', (_name, unit) => {
    const scannedPerCharacter = (count: number): number => {
      const view = unit.repeat(count);
      return scannedCharacters(() => splitLines(view, '|')) / view.length;
    };
    expect(scannedPerCharacter(2_000)).toBeLessThan(4);
    expect(scannedPerCharacter(2_000)).toBeCloseTo(scannedPerCharacter(500), 0);
  });
});
