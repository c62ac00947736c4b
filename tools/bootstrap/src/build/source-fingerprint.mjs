import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const HOUSES = ['apps', 'libs', 'tools'];
const SHARED = ['package-lock.json', 'tsconfig.base.json', 'nx.json'];
const NOT_SOURCES = new Set(['dist', 'out-tsc', 'test-results', 'node_modules', 'coverage']);

/**
 * Hashes what a build depends on: names, sizes and times of the sources, and which projects are built. This takes a few
 * hundredths of a second; Nx needs seconds to find that it has nothing to do.
 */
export function sourceFingerprint(root) {
  const hash = createHash('sha256');
  const add = (file) => {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${path.relative(root, file)} ${size} ${mtimeMs}\n`);
  };
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const full = path.join(folder, entry.name);
      if (entry.isFile()) add(full);
      else if (entry.isDirectory() && !NOT_SOURCES.has(entry.name)) walk(full);
    }
  };
  for (const name of SHARED) {
    if (existsSync(path.join(root, name))) add(path.join(root, name));
  }
  for (const house of HOUSES.filter((name) => existsSync(path.join(root, name)))) {
    walk(path.join(root, house));
    for (const room of readdirSync(path.join(root, house))) {
      hash.update(
        `${room} ${existsSync(path.join(root, house, room, 'dist', 'tsconfig.lib.tsbuildinfo'))}\n`,
      );
    }
  }
  return hash.digest('hex');
}
