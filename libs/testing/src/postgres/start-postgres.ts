import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../process/free-port';
import { postgresBinaries } from './postgres-binaries';
import { POSTGRES_DATABASE, POSTGRES_USER, postgresCluster, type PostgresCluster } from './postgres-cluster';
import { PostgresStartError } from './postgres-start.error';
import { clearPostmasterFile, readPostmasterFile } from './postmaster-file';
import { supervised, type SupervisedProcess } from './supervised-process';

/** Recovery after a crash is part of a start. */
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 8_000;
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
    const command = [binaries.postgres, '-D', cluster.folder, ...settings(port, options.durable ?? true)];
    const logFrom = await sizeOf(logFile);
    const temporary = options.temporary ? { temporary: dataDir } : {};
    const server = supervised({ command, account: cluster.account, logFile, ...temporary });
    if (await isUp(server, cluster.folder)) return running({ server, cluster, port });
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

async function isUp(server: SupervisedProcess, folder: string): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if ((await readPostmasterFile(folder))?.ready) return true;
    if (server.hasEnded) return false;
    await pause(POLL_INTERVAL_MS);
  }
  await end(server, folder, 'SIGQUIT');
  return false;
}

async function running(parts: {
  server: SupervisedProcess;
  cluster: PostgresCluster;
  port: number;
}): Promise<RunningPostgres> {
  const { server, cluster, port } = parts;
  const pid = (await readPostmasterFile(cluster.folder))?.pid ?? 0;
  const login = `${POSTGRES_USER}:${cluster.password}`;
  return {
    url: `postgres://${login}@127.0.0.1:${port}/${POSTGRES_DATABASE}`,
    pid,
    stop: () => end(server, cluster.folder, 'SIGINT'),
    kill: () => end(server, cluster.folder, 'SIGKILL'),
  };
}

async function end(server: SupervisedProcess, folder: string, first: NodeJS.Signals): Promise<void> {
  for (const signal of [first, 'SIGQUIT', 'SIGKILL'] as const) {
    if (server.hasEnded) return;
    const pid = (await readPostmasterFile(folder))?.pid;
    if (pid) signalled(pid, signal);
    const waitMs = signal === 'SIGINT' ? STOP_TIMEOUT_MS : 1_000;
    const patience = new AbortController();
    await Promise.race([
      server.ended,
      pause(waitMs, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
  }
}

function signalled(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended between the look and the signal.
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
