import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * Returns the folders, relative to the root, of everything that a project needs at run time: libraries of this workspace
 * and installed packages, with their own dependencies. (`npm ci --omit=dev --workspace=…` also installs what libraries need
 * for their tests, if another workspace depends on it.)
 * @param {string} root a workspace with its packages installed
 * @param {string} project such as `apps/gateway`
 * @returns {string[]} sorted, the project's own first
 * @throws Error if a required package is not installed
 */
export function productionPackages(root, project) {
  const found = new Set();
  const waiting = [path.join(realpathSync(root), project)];
  for (let folder; (folder = waiting.pop()) !== undefined;) {
    if (found.has(folder)) continue;
    found.add(folder);
    waiting.push(...neededBy(folder, realpathSync(root)));
  }
  const [own, ...others] = [...found].map((folder) => path.relative(realpathSync(root), folder));
  return [own, ...others.sort()];
}

function neededBy(folder, root) {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = manifest;
  const mayBeAbsent = { ...peerDependencies, ...optionalDependencies };
  const optionalPeers = Object.keys(manifest.peerDependenciesMeta ?? {});
  const names = Object.keys({ ...dependencies, ...mayBeAbsent }).filter(
    (name) => !optionalPeers.includes(name),
  );
  return names.flatMap((name) => {
    const place = placeOf(name, folder, root);
    if (place === undefined && !(name in mayBeAbsent))
      throw new Error(`${path.relative(root, folder)} needs ${name}, which is not installed: run npm ci`);
    return place === undefined ? [] : [place];
  });
}

/** Looks a package up as Node does: beside the package that needs it, then further up. */
function placeOf(name, folder, root) {
  for (let at = folder; at.startsWith(root); at = path.dirname(at)) {
    const place = path.join(at, 'node_modules', name);
    if (existsSync(path.join(place, 'package.json'))) return realpathSync(place);
  }
  return undefined;
}
