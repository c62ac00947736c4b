import { readFileSync } from 'node:fs';

import { UsageError } from '../args/usage.error';

/** A file's bytes. @throws UsageError with one clear line when it cannot be read */
export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const reason =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder'
          : `it cannot be read (${code ?? 'unknown'})`;
    throw new UsageError(`${path}: ${reason}`, { cause });
  }
}

export function readLines(path: string): string[] {
  return readBytes(path).toString('utf8').split(/\r?\n/);
}
