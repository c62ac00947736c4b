import { markdownTable, replaceTable } from './markdown-table';

const command = 'npm run this';
const table = (...rows: [string, string][]) => markdownTable(['name', 'took'], rows);
const pageWith = (lines: readonly string[]) =>
  [
    'before',
    `<!-- table: written by ${command} -->`,
    '',
    ...lines,
    '',
    '<!-- end of table -->',
    'after',
  ].join('\n');

describe('replaceTable', () => {
  const page = pageWith(table(['a', '1 s'], ['b', '2 s']));

  it('replaces the whole table and leaves the rest of the page', () => {
    const rows = table(['c', '3 s']);
    expect(replaceTable(page, { command, table: rows, whole: true })).toBe(pageWith(rows));
  });

  it('replaces rows of the same name, adds new ones and keeps others', () => {
    const rows = table(['b', '20 s'], ['c', '3 s']);
    const expected = pageWith(table(['a', '1 s'], ['b', '20 s'], ['c', '3 s']));
    expect(replaceTable(page, { command, table: rows, whole: false })).toBe(expected);
  });

  it.each([
    ['no markers', 'before'],
    ['the markers of another command', page.replace('this', 'that')],
    ['no end marker', page.replace('end of table', 'nothing')],
  ])('refuses a page with %s', (_name, text) => {
    expect(() => replaceTable(text, { command, table: table(), whole: true })).toThrow('markers');
  });
});
