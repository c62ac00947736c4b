import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { postgresAccount, type PostgresAccount } from './postgres-account';
import { type PostgresBinaries } from './postgres-binaries';
import { PostgresStartError } from './postgres-start.error';

export const POSTGRES_USER = 'renwatch';
export const POSTGRES_DATABASE = 'renwatch';
/** The major version of the binaries: a data folder of another one cannot be opened by them. */
const MAJOR = '18';

export interface PostgresCluster {
  /** PostgreSQL's own data folder, inside ours. */
  folder: string;
  password: string;
  account: PostgresAccount;
}

interface ClusterOptions {
  dataDir: string;
  binaries: PostgresBinaries;
}

/** Opens the cluster in `dataDir`, or makes it with a password of its own and an empty database. */
export async function postgresCluster({ dataDir, binaries }: ClusterOptions): Promise<PostgresCluster> {
  const folder = path.join(dataDir, 'cluster');
  const passwordFile = path.join(dataDir, 'password');
  await mkdir(dataDir, { recursive: true });
  const account = postgresAccount({ dataDir, cluster: folder, postgres: binaries.postgres });
  if (await exists(folder)) {
    await checkVersion(folder);
    return { folder, password: (await readFile(passwordFile, 'utf8')).trim(), account };
  }
  const password = randomBytes(24).toString('hex');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account.owner) {
    await chown(dataDir, account.owner.uid, account.owner.gid);
    await chown(passwordFile, account.owner.uid, account.owner.gid);
  }
  // Made aside and renamed when whole: one that was broken off is not taken for a cluster.
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const settings = [
    '--encoding=UTF8',
    '--locale=C',
    '--auth=scram-sha-256',
    '--no-sync',
    '--no-instructions',
  ];
  const login = [`--username=${POSTGRES_USER}`, `--pwfile=${passwordFile}`];
  await run(account, [binaries.initdb, '-D', unfinished, ...login, ...settings]);
  await run(
    account,
    [binaries.postgres, '--single', '-D', unfinished, 'postgres'],
    `CREATE DATABASE ${POSTGRES_DATABASE}\n`,
  );
  await run(account, [binaries.initdb, '--sync-only', '-D', unfinished]);
  await rename(unfinished, folder);
  return { folder, password, account };
}

async function checkVersion(folder: string): Promise<void> {
  const version = (await readFile(path.join(folder, 'PG_VERSION'), 'utf8')).trim();
  if (version === MAJOR) return;
  const remedy = `upgrade it with pg_upgrade, or start without ${folder}`;
  throw new PostgresStartError(`the data in ${folder} is of PostgreSQL ${version}, not ${MAJOR}`, remedy);
}

async function run(account: PostgresAccount, program: readonly string[], input = ''): Promise<void> {
  const [command = '', ...args] = [...account.prefix, ...program];
  const child = spawn(command, args, { ...account.owner, cwd: '/', stdio: 'pipe' });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  const problem = `PostgreSQL could not create its data folder (${path.basename(program[0] ?? '')} exited with ${code})`;
  throw new PostgresStartError(problem, output.trim().slice(-2_000));
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
