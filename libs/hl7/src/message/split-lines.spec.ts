import * as fc from 'fast-check';

import { splitLines } from './split-lines';

describe('lines', () => {
  it('are the whole text when joined with their ends', () => {
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
});
