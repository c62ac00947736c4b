import { existsSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Bytes in a folder and all below it; 0 where there is none. */
export function folderSize(folder) {
  let total = 0;
  for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
    const full = path.join(folder, entry.name);
    try {
      total += entry.isDirectory() ? folderSize(full) : lstatSync(full).size;
    } catch {
      // It went away while we looked.
    }
  }
  return total;
}
