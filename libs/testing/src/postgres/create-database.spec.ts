import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '@renwatch/store';
import { createDatabase } from './create-database';
import { startPostgres } from './start-postgres';

it('creates separate databases, and drops one despite an open connection', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-spec-'));
  const server = await startPostgres({ dataDir, durable: false, temporary: true });
  const [first, second] = await Promise.all([createDatabase(server.url), createDatabase(server.url)]);
  expect(first.url).not.toBe(second.url);
  const db = openDatabase({ url: first.url, applicationName: 'spec', onError: () => undefined });
  await db.query('CREATE TABLE things (id int)');
  await first.drop();
  await expect(db.ping()).rejects.toMatchObject({ retriable: true });
  await db.close({ drainMs: 1_000 });
  await server.stop();
}, 60_000);
