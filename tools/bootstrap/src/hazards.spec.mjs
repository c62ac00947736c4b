import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const page = readFileSync(path.join(root, 'docs/hazards.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| (?!hazard|-)/.test(line));
const cellsOf = (row) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const pathsIn = (text) => [...text.matchAll(/`([^`]+\/[^`]+)`/g)].map(([, found]) => found);

describe('the page of hazards', () => {
  it('gives each hazard a control', () => {
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows)
      expect([cellsOf(row).length, cellsOf(row)[1]]).toEqual([3, expect.stringMatching(/\w/)]);
  });

  it.each(rows.map((row) => [cellsOf(row)[0], pathsIn(cellsOf(row)[2])]))(
    'names existing tests for: %s',
    (_hazard, tests) => {
      expect(tests.length).toBeGreaterThan(0);
      for (const test of tests) {
        expect(test).toMatch(/\.spec\.(ts|mjs)$/);
        expect({ test, exists: existsSync(path.join(root, test)) }).toEqual({ test, exists: true });
      }
    },
  );

  it('names only paths that exist', () => {
    expect(pathsIn(page).filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});
