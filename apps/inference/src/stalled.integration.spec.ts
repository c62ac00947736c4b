import { randomUUID } from 'node:crypto';
import { type INestApplicationContext } from '@nestjs/common';
import { Metrics, Readiness } from '@renwatch/runtime';
import { waitFor } from '@renwatch/testing';
import { oru } from './hl7-records.spec-support';
import { InferenceRun } from './inference-run.spec-support';

const WAIT_MS = 30_000;
const AGE = /^renwatch_inference_oldest_undecided_message_age_seconds{.*} (.*)$/m;

/** Makes PostgreSQL answer a write as if its disk were full. */
const FULL_DISK = `
  CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
  CREATE TRIGGER full_disk BEFORE INSERT ON decisions FOR EACH ROW EXECUTE FUNCTION full_disk()`;

describe('inference that decides nothing', () => {
  let run: InferenceRun;
  let replica: INestApplicationContext;

  const readiness = () => replica.get(Readiness).report();
  const detailOf = (part: string) => readiness().parts[part]?.detail ?? '';
  const age = async () => Number(AGE.exec(await replica.get(Metrics).registry.metrics())?.[1]);
  const until = (isTrue: () => boolean, name: string) => waitFor(isTrue, { timeoutMs: WAIT_MS, what: name });

  /** Applies also to sessions that are open. */
  const readOnly = async (state: 'on' | 'off') => {
    const [row] = await run.db.query<{ name: string }>('SELECT current_database() AS name');
    await run.db.query(`ALTER DATABASE ${row?.name} SET default_transaction_read_only = ${state}`);
    await run.db.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'renwatch-inference'`,
    );
  };

  beforeAll(async () => {
    run = await InferenceRun.begin(`inference-${randomUUID()}`);
    replica = await run.start({ MODEL: 'off', STALLED_AFTER_MS: '1000' });
    await run.process([]);
  }, 120_000);

  afterAll(() => run?.end());

  it("is unready with the reason while the database's disk is full", async () => {
    for (const statement of FULL_DISK.split(/;\s+(?=CREATE TRIGGER)/)) await run.db.query(statement);
    await run.send([oru({ mrn: 'full-disk', hour: 0, value: '80' })]);
    await until(() => detailOf('progress').includes('53100'), 'progress to be stalled');
    expect(readiness().status).toBe('unready');
    expect(await age()).toBeGreaterThan(0);
    await run.db.query('DROP TRIGGER full_disk ON decisions');
    await run.untilDecided(['full-disk']);
    await until(() => readiness().status === 'ready', 'inference to be ready');
  });

  it('is unready with the reason while the database is read-only', async () => {
    await readOnly('on');
    await run.send([oru({ mrn: 'read-only', hour: 0, value: '80' })]);
    await until(() => detailOf('database').includes('read-only'), 'the database to be unready');
    await until(() => detailOf('progress').includes('25006'), 'progress to be stalled');
    await readOnly('off');
    await run.untilDecided(['read-only']);
    await until(() => readiness().status === 'ready', 'inference to be ready');
  });
});
