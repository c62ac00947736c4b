import { createHash } from 'node:crypto';

import { type ModelContents } from './model-contents';

/**
 * SHA-256 of a model's contents, hex: of their JSON without white space, so that a file may be laid out for reading
 * (and its line ends changed by a checkout) without being another model.
 */
export function contentsHash(contents: ModelContents): string {
  return createHash('sha256').update(JSON.stringify(contents)).digest('hex');
}
