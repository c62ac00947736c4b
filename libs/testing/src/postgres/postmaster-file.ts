import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PostgresStartError } from './postgres-start.error';

const PREDECESSOR_TIMEOUT_MS = 10_000;
const POLL_INTERVAL_MS = 20;
/** Lines of postmaster.pid, counted from 0: the process and how far it is. */
const PID_LINE = 0;
const STATUS_LINE = 7;

export interface PostmasterFile {
  pid: number;
  ready: boolean;
}

/** What PostgreSQL says of itself in postmaster.pid; undefined where there is none. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[PID_LINE]);
  return pid > 0 ? { pid, ready: lines[STATUS_LINE]?.trim() === 'ready' } : undefined;
}

/**
 * Waits for a predecessor that is still stopping, and removes the file of one that is long gone: PostgreSQL itself would
 * refuse to start where another program has come by the old process number since.
 * @throws PostgresStartError where a server goes on running on this data
 */
export async function clearPostmasterFile(cluster: string): Promise<void> {
  const deadline = Date.now() + PREDECESSOR_TIMEOUT_MS;
  for (;;) {
    const file = await readPostmasterFile(cluster);
    if (!file) return;
    if (!isServerOf(cluster, file.pid)) return rm(path.join(cluster, 'postmaster.pid'), { force: true });
    if (Date.now() > deadline) {
      const remedy = `stop what uses it, or end process ${file.pid}`;
      throw new PostgresStartError(`PostgreSQL is already running on ${cluster}`, remedy);
    }
    await pause(POLL_INTERVAL_MS);
  }
}

function isServerOf(cluster: string, pid: number): boolean {
  const { stdout, status } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  return status === 0 && stdout.includes(cluster);
}
