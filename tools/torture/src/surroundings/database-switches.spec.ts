import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, migrate, openDatabase } from '@renwatch/store';
import { type RunningPostgres, startPostgres, waitFor } from '@renwatch/testing';
import { DatabaseSwitches } from './database-switches';

const MINUTE_MS = 60_000;

describe('the switches of a database', () => {
  /** A server of its own: its read-only state is one of the whole server. */
  let server: RunningPostgres;
  let harness: Database;
  let service: Database;
  let switches: DatabaseSwitches;

  beforeAll(async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'renwatch-switches-'));
    server = await startPostgres({ dataDir, durable: false, temporary: true });
    const open = (applicationName: string) => openDatabase({ url: server.url, applicationName });
    harness = open('harness');
    switches = new DatabaseSwitches(harness);
    await switches.installClock();
    service = open('service');
    await migrate(service);
    await switches.installTriggers();
  });

  afterAll(async () => {
    await Promise.all([harness, service].map((db) => db.close({ drainMs: 1_000 })));
    await server.stop();
  });

  const progress = (offset: number) =>
    service.query(
      `INSERT INTO progress (topic, partition, next_offset) VALUES ('t', 1, $1)
       ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset RETURNING updated_at`,
      [offset],
    );

  /** A session reads changed settings before its next statement, once the server has told it. */
  const untilReadOnlyIs = (state: string) =>
    waitFor(
      async () => {
        const [row] = await service.query<{ state: string }>(
          `SELECT current_setting('default_transaction_read_only') AS state`,
        );
        return row?.state === state;
      },
      { timeoutMs: 20_000, what: `read-only ${state}` },
    );

  it.each([10 * MINUTE_MS, -10 * MINUTE_MS, 0])(
    'steps the clock that a service sees by %s ms',
    async (stepMs) => {
      await switches.stepClock(stepMs);
      const [row] = await service.query<{ steps: number[] }>(`
      SELECT ARRAY[round(extract(epoch FROM now() - pg_catalog.now()) * 1000),
        round(extract(epoch FROM clock_timestamp() - pg_catalog.clock_timestamp()) * 1000 / 60000) * 60000]::integer[] AS steps`);
      expect(row?.steps).toEqual([stepMs, stepMs]);
    },
  );

  it('steps the clock of defaults', async () => {
    await switches.stepClock(60 * MINUTE_MS);
    const sql = `INSERT INTO progress (topic, partition, next_offset) VALUES ('clock', 1, 0)
      RETURNING updated_at > pg_catalog.now() + interval '59 minutes' AS "isAhead"`;
    expect(await service.query(sql)).toEqual([{ isAhead: true }]);
    await switches.stepClock(0);
  });

  it('refuses writes as a full disk does, until it has room', async () => {
    await switches.setDiskFull(true);
    await expect(progress(5)).rejects.toMatchObject({
      retriable: true,
      message: expect.stringContaining('53100'),
    });
    await switches.setDiskFull(false);
    expect(await progress(5)).toHaveLength(1);
  });

  it('refuses writes as a read-only server does, until it is none', async () => {
    await switches.setReadOnly(true);
    await untilReadOnlyIs('on');
    await expect(progress(6)).rejects.toMatchObject({ code: '25006' });
    await switches.setReadOnly(false);
    await untilReadOnlyIs('off');
    expect(await progress(6)).toHaveLength(1);
  });

  it('notes progress that goes back, and no other', async () => {
    for (const offset of [7, 9, 8, 10]) await progress(offset);
    expect(
      await harness.query('SELECT from_offset AS "from", to_offset AS "to" FROM torture.set_backs'),
    ).toEqual([{ from: 9n, to: 8n }]);
  });
});
