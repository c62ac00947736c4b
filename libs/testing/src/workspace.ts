import { existsSync } from 'node:fs';
import path from 'node:path';

/** Returns the root of the checkout: the nearest folder above this file that contains `nx.json`. */
export function workspaceRoot(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'nx.json'))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`No nx.json above ${__dirname}`);
  }
}

/** Returns the folder of the course's data beside the checkout (`../shared/data`), or undefined if there is none. */
export function sharedDataFolder(): string | undefined {
  const folder = path.join(workspaceRoot(), '..', 'shared', 'data');
  return existsSync(folder) ? folder : undefined;
}
