import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { MigrationError } from './migration.error';

export interface Migration {
  /** `0001_schema`: a number for the order and a description. */
  name: string;
  sql: string;
  /** SHA-256 of the text with LF line ends. */
  checksum: string;
  /** The newest migration that a program must know to run on this one. Null: programs before it may go on running. */
  oldestProgram: string | null;
}

/** A line of a migration that programs of the version before do not survive. */
const OLDEST_PROGRAM = /^-- Oldest program: (\d{4}_[a-z0-9_]+)$/m;

/** The same from `src/migrate` and from `dist/migrate`. */
export const MIGRATIONS_FOLDER = path.join(__dirname, '..', '..', 'migrations');

/** Returns the migrations of a folder in order. @throws MigrationError for a repeated number or a malformed name */
export async function migrationFiles(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const numbers = files.map((file) => file.slice(0, 4));
  const odd = files.find((file, i) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(file) || numbers[i] === numbers[i - 1]);
  if (odd !== undefined)
    throw new MigrationError(`${odd}: rename it to NNNN_description.sql with a unique number`);
  return Promise.all(
    files.map(async (file) => {
      const sql = (await readFile(path.join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
      const checksum = createHash('sha256').update(sql).digest('hex');
      const [, oldestProgram = null] = OLDEST_PROGRAM.exec(sql) ?? [];
      return { name: file.slice(0, -'.sql'.length), sql, checksum, oldestProgram };
    }),
  );
}
