import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'out-tsc', 'test-results', 'coverage']);

function* pagesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && !SKIPPED_FOLDERS.has(entry.name)) yield* pagesIn(file);
    } else if (entry.name.endsWith('.md')) yield file;
  }
}

const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '');

/** Returns the anchors that a forge makes of a page's headings. */
function anchorsOf(text: string): string[] {
  const headings = [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Lists the relative links of a page that lead nowhere. */
function brokenLinks(file: string): string[] {
  const links = [...withoutCode(textOf(file)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [target = '', anchor] = link.split('#');
      const found = target === '' ? file : path.posix.join(path.posix.dirname(file), target);
      if (!existsSync(path.join(root, found))) return true;
      return anchor !== undefined && !anchorsOf(textOf(found)).includes(anchor);
    });
}

/** Lists the paths in backticks of a page that do not exist. Placeholders such as `<name>` and `*` are skipped. */
function missingPaths(file: string): string[] {
  const paths = [...withoutCode(textOf(file)).matchAll(/`((?:apps|libs|tools|docs|k8s)\/[\w./-]+)`/g)];
  return paths
    .map(([, found = '']) => found)
    .filter((found) => !found.includes('/dist/') && !existsSync(path.join(root, found)));
}

describe.each([...pagesIn('')])('%s', (file) => {
  it('has only links that lead somewhere', () => {
    expect(brokenLinks(file)).toEqual([]);
  });

  it('names only paths that exist', () => {
    expect(missingPaths(file)).toEqual([]);
  });
});
