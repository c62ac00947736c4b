import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Returns the path of Nx's program, which moves between its versions.
 * @throws Error if the packages are not installed
 */
export function nxProgram(root) {
  const folder = path.join(root, 'node_modules/nx');
  const manifest = path.join(folder, 'package.json');
  if (!existsSync(manifest))
    throw new Error(`${folder} is absent: run npm test, which installs the packages`);
  return path.join(folder, JSON.parse(readFileSync(manifest, 'utf8')).bin.nx);
}
