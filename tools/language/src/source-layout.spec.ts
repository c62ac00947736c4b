import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileCycles, folderCycles, lonelyFolders, smallFiles } from './source-layout';

const ROOT = path.resolve(__dirname, '../../..');
const SOURCE = /\.(?:tsx?|mjs|cjs)$/;

/** Small files with one importer that stay, and the reason. */
const STAY: Record<string, string> = {
  'tools/k8s/src/process/command.error.ts': 'is an error class; merged, its folder would hold one file',
  'tools/k8s/src/rules/all-faults.ts': 'lists the rules of its folder, for the spec outside of it',
};

/** Folders of one file that stay: telemetry/ holds the metrics of every app. */
const SMALL_ROOMS = ['apps/console/src/telemetry', 'apps/gateway/src/telemetry', 'apps/pager/src/telemetry'];

/** Reads the sources of all projects. */
function workspaceSources(): Map<string, string> {
  const sources = new Map<string, string>();
  for (const house of ['apps', 'libs', 'tools'])
    for (const project of readdirSync(path.join(ROOT, house)))
      for (const file of filesIn(path.posix.join(house, project, 'src')))
        sources.set(file, readFileSync(path.join(ROOT, file), 'utf8'));
  return sources;
}

function filesIn(folder: string): string[] {
  if (!existsSync(path.join(ROOT, folder))) return [];
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(file);
    return SOURCE.test(file) ? [file] : [];
  });
}

const sourcesOf = (files: Record<string, string>): Map<string, string> =>
  new Map(Object.entries(files).map(([file, text]) => [`libs/aki/src/${file}`, text]));
const long = 'let a;\n'.repeat(25);

describe('the sources of the workspace', () => {
  const sources = workspaceSources();

  it('have no small file with one importer and no spec', () => {
    expect(smallFiles(sources).sort()).toEqual(Object.keys(STAY).sort());
  });

  it('have no folder with one file', () => {
    expect(lonelyFolders(sources).sort()).toEqual(SMALL_ROOMS);
  });

  it('have no circle of folders', () => {
    expect(folderCycles(sources)).toEqual([]);
  });

  it('have no circle of files', () => {
    expect(fileCycles(sources)).toEqual([]);
  });
});

describe('fileCycles', () => {
  it('finds files that import each other, types and screens included', () => {
    const files = {
      'a.tsx': "import { b } from './b';",
      'b.ts': "import { type A } from './a';",
      'c.ts': '',
    };
    expect(fileCycles(sourcesOf(files))).toEqual([
      'libs/aki/src/a.tsx > libs/aki/src/b.ts > libs/aki/src/a.tsx',
      'libs/aki/src/b.ts > libs/aki/src/a.tsx > libs/aki/src/b.ts',
    ]);
  });

  it('accepts imports that go one way', () => {
    const files = { 'a.ts': "import './b';\nimport './c';", 'b.ts': "import './c';", 'c.ts': '' };
    expect(fileCycles(sourcesOf(files))).toEqual([]);
  });
});

describe('smallFiles', () => {
  const small = (files: Record<string, string>) =>
    smallFiles(sourcesOf(files)).map((file) => file.replace('libs/aki/src/', ''));
  const importer = "import { a } from './a';\n";

  it('finds a small file that one other imports', () => {
    expect(small({ 'a.ts': 'export let a;\n', 'b.ts': importer })).toEqual(['a.ts']);
    expect(small({ 'c/a.cjs': 'let a;\n', 'c/b.cjs': "const { a } = require('./a.cjs');\n" })).toEqual([
      'c/a.cjs',
    ]);
  });

  it.each([
    ['is long', { 'a.ts': long, 'b.ts': importer }],
    ['has a spec', { 'a.ts': '', 'b.ts': importer, 'a.spec.ts': '' }],
    ['has two importers', { 'a.ts': '', 'b.ts': importer, 'c.ts': importer }],
    ['is exported by the library', { 'a.ts': '', 'index.ts': "export { a } from './a';\n" }],
    ['is imported by nobody', { 'a.ts': '' }],
    ['is a command', { 'a.command.ts': '', 'b.ts': "import { a } from './a.command';\n" }],
  ])('accepts a file that %s', (_case, files) => {
    expect(small(files)).toEqual([]);
  });
});

describe('lonelyFolders', () => {
  it('finds a folder with one file and its spec', () => {
    expect(lonelyFolders(sourcesOf({ 'a/a.ts': '', 'a/a.spec.ts': '', 'b.ts': '' }))).toEqual([
      'libs/aki/src/a',
    ]);
  });

  it('accepts folders with two files or with folders, and the root', () => {
    const files = { 'index.ts': '', 'a/a.ts': '', 'a/b/b.ts': '', 'a/b/c.ts': '' };
    expect(lonelyFolders(sourcesOf(files))).toEqual([]);
  });
});

describe('folderCycles', () => {
  it('finds a circle of folders, also with the root', () => {
    const files = {
      'a.ts': "import './b/b';",
      'b/b.ts': "import '../c/c';",
      'c/c.ts': "import { d } from '../d';",
      'd.ts': '',
    };
    expect(folderCycles(sourcesOf(files))).toContain(
      'libs/aki/src > libs/aki/src/b > libs/aki/src/c > libs/aki/src',
    );
  });

  it('accepts imports that go one way, and those of the index and of specs', () => {
    const files = {
      'index.ts': "export { a } from './a/a';",
      'a/a.ts': "import '../b';\nimport '../c/c';",
      'c/c.spec.ts': "import '../a/a';",
      'c/c.ts': '',
      'b.ts': '',
    };
    expect(folderCycles(sourcesOf(files))).toEqual([]);
  });
});
