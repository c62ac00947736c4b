import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { DetachedProcess } from '@renwatch/machine';
import { pause } from '@renwatch/timing';
import { freePort } from '../free-port';
import { postgresBinaries } from './postgres-binaries';
import { POSTGRES_DATABASE, POSTGRES_USER, postgresCluster, type PostgresCluster } from './postgres-cluster';
import { PostgresStartError } from './postgres-start.error';
import { clearPostmasterFile, readPostmasterFile } from './postmaster-file';

/** Recovery after a crash is part of a start. */
const START_TIMEOUT_MS = 60_000;
/** A fast shutdown, an immediate one, and SIGKILL, each with the time it may take. */
const ENDS = [
  { signal: 'SIGINT', limitMs: 8_000 },
  { signal: 'SIGQUIT', limitMs: 1_000 },
  { signal: 'SIGKILL', limitMs: 1_000 },
] as const;
const POLL_INTERVAL_MS = 20;
const START_ATTEMPTS = 20;
const RETRY_DELAY_MS = 250;
const LOG_TAIL_CHARACTERS = 2_000;

export interface PostgresOptions {
  /** Kept over restarts; made where there is none. */
  dataDir: string;
  /** Default 0: any free one. */
  port?: number;
  /** Default `postgres.log` in `dataDir`. Appended to. */
  logFile?: string;
  /** False for tests: nothing is forced to disk, and a crash of the machine (not of PostgreSQL) loses data. */
  durable?: boolean;
  /** True for tests: `dataDir` is removed when the server has stopped, also when this process was killed. */
  temporary?: boolean;
}

export interface RunningPostgres {
  url: string;
  pid: number;
  /** Stops as the machine would: sessions are ended, data is written. Idempotent, at most 10 s. */
  stop(): Promise<void>;
  /** SIGKILL, for tests of what a crash does. */
  kill(): Promise<void>;
}

/**
 * Starts a real PostgreSQL on 127.0.0.1. It runs in a session of its own, where Ctrl-C does not reach it, and stops when
 * this process ends, however that ends.
 * @throws PostgresStartError that names the remedy
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const binaries = postgresBinaries();
  const dataDir = path.resolve(options.dataDir);
  const cluster = await postgresCluster({ dataDir, binaries });
  const logFile = path.resolve(options.logFile ?? path.join(dataDir, 'postgres.log'));
  await clearPostmasterFile(cluster.folder);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port || (await freePort());
    const { prefix, owner } = cluster.account;
    const program = [binaries.postgres, '-D', cluster.folder, ...settings(port, options.durable ?? true)];
    const [command = '', ...args] = [...prefix, ...program];
    const logFrom = await sizeOf(logFile);
    const server = new DetachedProcess({
      ...{ command, args, ...owner, cwd: '/', logFile },
      ...{ dieWithParent: true, parentEndSignal: 'SIGINT' },
      ...(options.temporary ? { temporaryFolder: dataDir } : {}),
    });
    if (await isUp(server, cluster.folder)) return running({ server, cluster, port, options });
    const log = (await readFile(logFile, 'utf8').catch(() => '')).slice(logFrom);
    // After a kill the last of the old server's processes may hold its memory a moment longer.
    const passing =
      log.includes('pre-existing shared memory') || (!options.port && log.includes('Address already in use'));
    if (!passing || attempt === START_ATTEMPTS) throw startError(log, port, logFile);
    await pause(RETRY_DELAY_MS);
  }
}

function settings(port: number, durable: boolean): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', max_wal_size: '256MB' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function isUp(server: DetachedProcess, folder: string): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if ((await readPostmasterFile(folder))?.ready) return true;
    if (server.end !== undefined) return false;
    await pause(POLL_INTERVAL_MS);
  }
  await end(server, 'SIGQUIT');
  return false;
}

async function running(parts: {
  server: DetachedProcess;
  cluster: PostgresCluster;
  port: number;
  options: PostgresOptions;
}): Promise<RunningPostgres> {
  const { server, cluster, port, options } = parts;
  const pid = (await readPostmasterFile(cluster.folder))?.pid ?? 0;
  const endBy = async (first: (typeof ENDS)[number]['signal']) => {
    await end(server, first);
    if (options.temporary) await rm(path.resolve(options.dataDir), { recursive: true, force: true });
  };
  const login = `${POSTGRES_USER}:${cluster.password}`;
  return {
    url: `postgres://${login}@127.0.0.1:${port}/${POSTGRES_DATABASE}`,
    pid,
    stop: () => endBy('SIGINT'),
    kill: () => endBy('SIGKILL'),
  };
}

async function end(server: DetachedProcess, first: (typeof ENDS)[number]['signal']): Promise<void> {
  for (const { signal, limitMs } of ENDS.slice(ENDS.findIndex(({ signal }) => signal === first))) {
    server.signal(signal);
    if (await server.endsWithin(limitMs)) return;
  }
}

function startError(log: string, port: number, logFile: string): PostgresStartError {
  if (log.includes('Address already in use')) {
    const remedy = 'give another port, or end what listens there';
    return new PostgresStartError(`PostgreSQL: port ${port} of 127.0.0.1 is in use`, remedy);
  }
  return new PostgresStartError(
    'PostgreSQL did not start',
    `see ${logFile}:\n${log.trim().slice(-LOG_TAIL_CHARACTERS)}`,
  );
}

async function sizeOf(file: string): Promise<number> {
  return readFile(file, 'utf8').then(
    (text) => text.length,
    () => 0,
  );
}
