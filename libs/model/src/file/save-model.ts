import { rename, writeFile } from 'node:fs/promises';

import { contentsHash } from './contents-hash';
import { type ModelContents } from './model-contents';

/** Writes a model file atomically; returns the SHA-256 of the contents. */
export async function saveModel(path: string, contents: ModelContents): Promise<string> {
  const sha256 = contentsHash(contents);
  const unfinished = `${path}.unfinished`;
  await writeFile(unfinished, `${JSON.stringify({ ...contents, sha256 }, null, 2)}\n`);
  await rename(unfinished, path);
  return sha256;
}
