import * as fc from 'fast-check';

import { splitLines } from './split-lines';

describe('lines', () => {
  const split = (view: string) => splitLines(view, '|').map(({ text, end }) => [text, end]);

  it.each<[string, [string, string][]]>([
    ['', []],
    ['a', [['a', '']]],
    ['a\r', [['a', '\r']]],
    [
      'a\nb\r\nc',
      [
        ['a\nb', '\r\n'],
        ['c', ''],
      ],
    ],
    [
      'a\nb',
      [
        ['a', '\n'],
        ['b', ''],
      ],
    ],
  ])('in %j end with CR, else with LF', (view, lines) => {
    expect(split(view)).toEqual(lines);
  });

  it.each(['NTE|1', 'NTE', 'NTE\r', 'NTE\n', 'Z01|', '', '\r', '\n'])(
    'end with LF before %j, also beside CR',
    (next) => {
      expect(split(`a\rb\n${next}`)[1]).toEqual(['b', '\n']);
    },
  );

  it.each(['NTx|1', 'nTE|1', 'NTE^1', 'NTE1|', 'text', 'N|', ' NTE|'])(
    'contain LF before %j beside CR',
    (next) => {
      expect(split(`a\rb\n${next}`)[1]).toEqual([`b\n${next}`, '']);
    },
  );

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
