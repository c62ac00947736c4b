import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Returns the path of Nx's program, which moves between its versions. The packages must be installed. */
export function nxProgram(root) {
  const folder = path.join(root, 'node_modules/nx');
  return path.join(folder, JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).bin.nx);
}
