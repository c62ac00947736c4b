import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres, type RunningPostgres } from './start-postgres';

/** jest runs global set-up and tear-down in one process, but loads their modules apart. */
const running = globalThis as { renwatchTestPostgres?: RunningPostgres };

/** One server for all specs of a project, in TEST_DATABASE_URL; where that is set already, it is used as it is. */
export async function startPostgresForTests(): Promise<void> {
  if (process.env['TEST_DATABASE_URL']) return;
  const dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-postgres-'));
  const postgres = await startPostgres({ dataDir, durable: false, temporary: true });
  running.renwatchTestPostgres = postgres;
  process.env['TEST_DATABASE_URL'] = postgres.url;
}

/** Stops what was started here, and nothing else. */
export async function stopPostgresForTests(): Promise<void> {
  const postgres = running.renwatchTestPostgres;
  if (postgres === undefined) return;
  delete running.renwatchTestPostgres;
  delete process.env['TEST_DATABASE_URL'];
  await postgres.stop();
}
