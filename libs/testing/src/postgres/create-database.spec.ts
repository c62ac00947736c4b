import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '@renwatch/store';
import { createDatabase } from './create-database';
import { startPostgres } from './start-postgres';

it('gives each spec a database of its own, which goes though somebody is still connected', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-spec-'));
  const server = await startPostgres({ dataDir, durable: false, temporary: true });
  const [one, other] = await Promise.all([createDatabase(server.url), createDatabase(server.url)]);
  expect(one.url).not.toBe(other.url);
  const db = openDatabase({ url: one.url, applicationName: 'spec', onError: () => undefined });
  await db.query('CREATE TABLE things (id int)');
  await one.drop();
  await expect(db.ping()).rejects.toMatchObject({ retriable: true });
  await db.close({ drainMs: 1_000 });
  await server.stop();
}, 60_000);
