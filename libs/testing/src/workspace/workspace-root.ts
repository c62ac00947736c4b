import { existsSync } from 'node:fs';
import path from 'node:path';

/** The checkout's root: the nearest folder above this file that holds `nx.json`. */
export function workspaceRoot(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'nx.json'))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`No nx.json above ${__dirname}`);
  }
}
