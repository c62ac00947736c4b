import { readFileSync } from 'node:fs';

import { UsageError } from '../command-line/usage.error';

/** A file's bytes. @throws UsageError if it cannot be read */
export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

export function readLines(path: string): string[] {
  return readBytes(path).toString('utf8').split(/\r?\n/);
}

/** A file system error as a usage error with a clear reason; any other error unchanged. */
export function unreadable(path: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  if (code === undefined) return cause;
  const reason =
    code === 'ENOENT'
      ? 'there is no such file'
      : code === 'EISDIR'
        ? 'it is a folder'
        : `it cannot be read (${code})`;
  return new UsageError(`${path}: ${reason}`, { cause });
}
