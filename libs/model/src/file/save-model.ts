import { rename, writeFile } from 'node:fs/promises';

import { contentsHash } from './contents-hash';
import { type ModelContents } from './model-contents';

/** Writes a model file, whole or not at all; gives the contents' SHA-256. */
export async function saveModel(path: string, contents: ModelContents): Promise<string> {
  const sha256 = contentsHash(contents);
  const unfinished = `${path}.unfinished`;
  await writeFile(unfinished, `${JSON.stringify({ ...contents, sha256 }, null, 2)}\n`);
  await rename(unfinished, path);
  return sha256;
}
