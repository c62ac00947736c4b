import path from 'node:path';

/** Sources by their path from the root of the workspace, `libs/aki/src/index.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** Below this a file with one importer and no spec belongs into that importer. */
const SMALL_FILE_LINES = 25;

const IMPORT = /(?:from|import|require\(|import\()\s*['"](\.[^'"]+)['"]/g;
const SUFFIXES = ['', '.ts', '.tsx', '.mjs', '.cjs', '/index.ts'];
const SPEC = /\.spec(?:-support)?\.\w+$/;
/** Each command is a file, and only `config.ts` knows the environment, however small they are. */
const ROLE = /(?:\.command|(?:^|\/)config)\.ts$/;

/** Lists the small files with one importer and no spec. What a library exports has importers elsewhere. */
export function smallFiles(sources: Sources): string[] {
  const importers = new Map<string, string[]>();
  for (const [file, text] of sources)
    for (const imported of importsOf(file, text, sources))
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
  return [...sources]
    .filter(([, text]) => text.split('\n').length <= SMALL_FILE_LINES)
    .map(([file]) => file)
    .filter((file) => !SPEC.test(file) && !ROLE.test(file) && !hasSpec(file, sources))
    .filter((file) => {
      const [importer, ...others] = importers.get(file) ?? [];
      return importer !== undefined && others.length === 0 && !isIndex(importer);
    });
}

/** Lists the folders inside `src` that hold one file, beside its spec, and no folder. */
export function lonelyFolders(sources: Sources): string[] {
  const folders = [...new Set([...sources.keys()].map((file) => path.posix.dirname(file)))];
  const filesIn = (folder: string) =>
    [...sources.keys()].filter((file) => path.posix.dirname(file) === folder && !SPEC.test(file));
  return folders
    .filter(
      (folder) => folder.split('/').length > 3 && !folders.some((other) => other.startsWith(`${folder}/`)),
    )
    .filter((folder) => filesIn(folder).length < 2);
}

/** Lists the circles of folders, `src > a > src`, that their imports make; a library's index only names its parts. */
export function folderCycles(sources: Sources): string[] {
  const next = new Map<string, Set<string>>();
  for (const [file, text] of sources) {
    if (SPEC.test(file) || isIndex(file)) continue;
    const folder = path.posix.dirname(file);
    for (const imported of importsOf(file, text, sources)) {
      const other = path.posix.dirname(imported);
      if (other !== folder) next.set(folder, (next.get(folder) ?? new Set()).add(other));
    }
  }
  return circlesOf(next);
}

/** Lists the circles of files that import each other, types included. */
export function fileCycles(sources: Sources): string[] {
  return circlesOf(
    new Map([...sources].map(([file, text]) => [file, new Set(importsOf(file, text, sources))])),
  );
}

/** Returns the shortest circle through each place that has one. */
function circlesOf(next: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return [...next.keys()].flatMap((place) => {
    const way = wayBack(place, next);
    return way ? [[...way, place].join(' > ')] : [];
  });
}

/** Returns the shortest way from a place back to it, without its end. */
function wayBack(place: string, next: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const seen = new Set<string>();
  const ways = [[place]];
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const other of next.get(way.at(-1) ?? '') ?? []) {
      if (other === place) return way;
      if (!seen.has(other)) ways.push([...way, other]);
      seen.add(other);
    }
  }
  return undefined;
}

const isIndex = (file: string): boolean => /\/src\/index\.\w+$/.test(file);

const hasSpec = (file: string, sources: Sources): boolean =>
  ['ts', 'tsx', 'mjs'].some((ending) => sources.has(file.replace(/\.\w+$/, `.spec.${ending}`)));

function importsOf(file: string, text: string, sources: Sources): string[] {
  return [...new Set([...text.matchAll(IMPORT)].map(([, name = '']) => name))].flatMap((name) => {
    const target = path.posix.join(path.posix.dirname(file), name);
    const suffix = SUFFIXES.find((ending) => sources.has(target + ending));
    return suffix === undefined ? [] : [target + suffix];
  });
}
