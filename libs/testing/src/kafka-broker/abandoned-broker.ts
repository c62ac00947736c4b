import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { processIdentity } from '@renwatch/machine';
import { waitFor } from '../wait-for';
import { BrokerStartError } from './broker-start.error';

const STOP_GRACE_MS = 10_000;
const KILL_GRACE_MS = 5_000;

/** Contents of `broker.pid`: the broker that uses a data folder. */
export interface BrokerMark {
  pid: number;
  startedBy: number;
}

export function brokerMarkFile(dataDir: string): string {
  return path.join(dataDir, 'broker.pid');
}

/**
 * Ends a broker that still runs on this data folder after the process that started it was killed.
 * @throws BrokerStartError if that process still runs: the folder is in use
 */
export async function endAbandonedBroker(dataDir: string): Promise<void> {
  const mark = await readMark(dataDir);
  if (mark === undefined || !(await isBrokerOf(dataDir, mark.pid))) return;
  if (mark.startedBy !== process.pid && (await isAlive(mark.startedBy))) {
    throw new BrokerStartError(
      `${dataDir} is in use by the Kafka broker ${mark.pid}, started by process ${mark.startedBy}: stop that first`,
    );
  }
  const untilEnded = (timeoutMs: number) =>
    waitFor(async () => !(await isAlive(mark.pid)), {
      timeoutMs,
      what: `the end of the abandoned Kafka broker ${mark.pid}`,
    });
  process.kill(mark.pid, 'SIGTERM');
  await untilEnded(STOP_GRACE_MS).catch(() => {
    process.kill(mark.pid, 'SIGKILL');
    return untilEnded(KILL_GRACE_MS);
  });
}

async function readMark(dataDir: string): Promise<BrokerMark | undefined> {
  try {
    return JSON.parse(await readFile(brokerMarkFile(dataDir), 'utf8')) as BrokerMark;
  } catch {
    return undefined;
  }
}

/** Process ids are reused: the command line shows if this is still the broker. */
async function isBrokerOf(dataDir: string, pid: number): Promise<boolean> {
  const identity = (await processIdentity(pid)) ?? '';
  return identity.includes('kafka.Kafka') && identity.includes(dataDir);
}

async function isAlive(pid: number): Promise<boolean> {
  return (await processIdentity(pid)) !== undefined;
}
