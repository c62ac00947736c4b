import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { processIdentity } from '@renwatch/machine';
import { pause } from '@renwatch/timing';
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

/** Reads the state that PostgreSQL keeps in postmaster.pid; undefined if there is no such file. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[PID_LINE]);
  return pid > 0 ? { pid, ready: lines[STATUS_LINE]?.trim() === 'ready' } : undefined;
}

/**
 * Waits for a predecessor that is still stopping, and removes the file of one that has ended: PostgreSQL itself refuses to
 * start if another program has been given the old process number since.
 * @throws PostgresStartError if a server keeps running on this data
 */
export async function clearPostmasterFile(cluster: string): Promise<void> {
  const deadline = Date.now() + PREDECESSOR_TIMEOUT_MS;
  for (;;) {
    const file = await readPostmasterFile(cluster);
    if (!file) return;
    if (!(await isServerOf(cluster, file.pid)))
      return rm(path.join(cluster, 'postmaster.pid'), { force: true });
    if (Date.now() > deadline) {
      const remedy = `stop what uses it, or end process ${file.pid}`;
      throw new PostgresStartError(`PostgreSQL is already running on ${cluster}`, remedy);
    }
    await pause(POLL_INTERVAL_MS);
  }
}

async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  return (await processIdentity(pid))?.includes(cluster) ?? false;
}
