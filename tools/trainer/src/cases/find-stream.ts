import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { UsageError } from '../command-line/usage.error';

/**
 * Finds the files of a recorded stream in a folder.
 * @throws UsageError unless it holds exactly one of each
 */
export function findStream(folder: string): { messages: string; history: string; aki: string } {
  const names = listFolder(folder);
  const find = (wanted: string, pattern: RegExp) => {
    const found = names.filter((name) => pattern.test(name));
    if (found.length !== 1)
      throw new UsageError(
        `${folder}: it holds ${found.length} files named ${wanted}; exactly one is needed`,
      );
    return join(folder, found[0] as string);
  };
  return {
    messages: find('messages*.mllp', /^messages.*\.mllp$/),
    history: find('history*.csv or .parquet', /^history.*\.(csv|parquet)$/),
    aki: find('aki*.csv', /^aki.*\.csv$/),
  };
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new UsageError(`${folder}: there is no such folder`, { cause });
  }
}
