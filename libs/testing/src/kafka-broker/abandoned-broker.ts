import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { waitFor } from '../wait/wait-for';
import { BrokerStartError } from './broker-start.error';

const STOP_GRACE_MS = 10_000;
const KILL_GRACE_MS = 5_000;

/** What `broker.pid` says of the broker that uses a data folder. */
export interface BrokerMark {
  pid: number;
  startedBy: number;
}

export function brokerMarkFile(dataDir: string): string {
  return path.join(dataDir, 'broker.pid');
}

/**
 * Ends a broker that runs on this data folder although the process that started it is gone (it was killed).
 * @throws BrokerStartError when its starter still runs: that folder is in use
 */
export async function endAbandonedBroker(dataDir: string): Promise<void> {
  const mark = await readMark(dataDir);
  if (mark === undefined || !(await isBrokerOf(dataDir, mark.pid))) return;
  if (mark.startedBy !== process.pid && isAlive(mark.startedBy)) {
    throw new BrokerStartError(
      `${dataDir} is in use by the Kafka broker ${mark.pid}, started by process ${mark.startedBy}: stop that first`,
    );
  }
  const gone = (timeoutMs: number) =>
    waitFor(() => !isAlive(mark.pid), {
      timeoutMs,
      what: `the end of the abandoned Kafka broker ${mark.pid}`,
    });
  process.kill(mark.pid, 'SIGTERM');
  await gone(STOP_GRACE_MS).catch(() => {
    process.kill(mark.pid, 'SIGKILL');
    return gone(KILL_GRACE_MS);
  });
}

async function readMark(dataDir: string): Promise<BrokerMark | undefined> {
  try {
    return JSON.parse(await readFile(brokerMarkFile(dataDir), 'utf8')) as BrokerMark;
  } catch {
    return undefined;
  }
}

/** Process ids are used again: the command line tells whether this one is still the broker. */
async function isBrokerOf(dataDir: string, pid: number): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', String(pid)]);
    return stdout.includes('kafka.Kafka') && stdout.includes(dataDir);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
