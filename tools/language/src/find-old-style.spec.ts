import { findOldStyle } from './find-old-style';

const find = (text: string, fileName = 'a.ts'): string[] =>
  findOldStyle(fileName, text).map(({ line, rule }) => `${line} ${rule}`);

describe('findOldStyle', () => {
  it.each([
    ['a docstring', '/** Of two, the later one. */\nlet a;'],
    ['a docstring of several lines', '/**\n * Whether it is late.\n */\nlet a;'],
    ['a line comment', '// Who asks first.\nlet a;'],
    ['a comment after code', 'let a; // what is left'],
    ['a comment before a closing bracket', '{ // Those that are left.\n}'],
  ])('reports the opening of %s', (_place, text) => {
    expect(find(text)).toEqual(['1 comment']);
  });

  it('accepts the opening words in the middle of a comment', () => {
    expect(find('// The first line.\n// Of this comment this is the second.\nlet a;')).toEqual([]);
    expect(find('/** Keeps\n * what is left. */\nlet a;')).toEqual([]);
  });

  it('takes comments apart that code stands between', () => {
    expect(find('// First.\nlet a;\n// Where it ends.\nlet b;')).toEqual(['3 comment']);
  });

  it('does not take a string for a comment', () => {
    expect(find("const a = '// Of no concern';")).toEqual([]);
  });

  it.each([
    'const one = 1;',
    'function f(said: string) {}',
    'const { a: gone } = b;',
    'for (const what of all) {}',
    'function what() {}',
  ])('reports the vague name in `%s`', (text) => {
    expect(find(text)).toEqual(['1 name']);
  });

  it('accepts properties and uses of a vague name', () => {
    expect(find('const a = { one: 1 }; b.what(gone);')).toEqual([]);
  });

  it.each([
    ["it('what is late is dropped', f);", 'an opening word'],
    ["describe.skip('of two the first', f);", 'an opening word in a suite'],
    ["it.each(table)('where %s', f);", 'an opening word in a table'],
    ["it('a b c d e f g h i j k l m', f);", 'thirteen words'],
  ])('reports the test name in `%s` for %s', (text) => {
    expect(find(text)).toEqual(['1 test name']);
  });

  it('accepts a test name of twelve words', () => {
    expect(find("it('a b c d e f g h i j k l', f);")).toEqual([]);
  });

  it.each(['begin anew', 'beginAnew()', 'Whence it came', 'for ever', 'let go of'])(
    'reports the word in `%s` on a page',
    (text) => {
      expect(find(`# Title\n${text}`, 'page.md')).toEqual(['2 word']);
    },
  );

  it('reports the opening of a YAML comment, but not of its second line', () => {
    expect(find('a: 1\n  # Where it goes,\n  # What for.\nb: 2\n', 'a.yaml')).toEqual(['2 comment']);
  });

  it('accepts headings of a page that ask a question', () => {
    expect(find('# What it does\n', 'page.md')).toEqual([]);
  });
});
