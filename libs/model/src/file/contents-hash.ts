import { createHash } from 'node:crypto';

import { type ModelContents } from './model-contents';

/**
 * SHA-256 of the contents of a model, in hex. It is computed from JSON without white space, so that layout and line ends of
 * the file do not matter.
 */
export function contentsHash(contents: ModelContents): string {
  return createHash('sha256').update(JSON.stringify(contents)).digest('hex');
}
