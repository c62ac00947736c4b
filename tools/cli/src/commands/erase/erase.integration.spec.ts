import { randomUUID } from 'node:crypto';
import { DEAD_LETTERS, DEFAULT_TOPIC_SIZING, deadLettersTopic, encodeDeadLetter } from '@renwatch/events';
import { BatchingProducer, createKafkaClient, ensureTopics } from '@renwatch/kafka';
import { createLogger } from '@renwatch/runtime';
import { decisionsRepository, migrate, openDatabase, type Database } from '@renwatch/store';
import { createDatabase, testKafkaBrokers, type TestDatabase } from '@renwatch/testing';
import { renwatch } from '../../cli.spec-support';
import { someLetter } from '../dead-letters/dead-letters.spec-support';
import { record } from '../records.spec-support';

const log = createLogger({ service: 'spec', level: 'silent' });
const VALUES = [
  [0, '80'],
  [24, '212'],
] as const;

describe('renwatch erase', () => {
  const mrn = randomUUID();
  const client = createKafkaClient({ brokers: testKafkaBrokers(), clientId: 'spec', log });
  let database: TestDatabase;
  let db: Database;
  let env: Record<string, string>;
  const run = (...args: string[]) => renwatch(args, { env });
  const letters = [
    someLetter({ payload: Buffer.from(`MSH|^~\\&|\rPID|1||${mrn}^^^local\r`).toString('base64') }),
    someLetter({ payload: Buffer.from(`MSH|^~\\&|\rPID|1||5^^^local\rOBR|1|${mrn}\r`).toString('base64') }),
  ] as const;

  beforeAll(async () => {
    database = await createDatabase();
    db = openDatabase({ url: database.url, applicationName: 'spec' });
    await migrate(db);
    env = { DATABASE_URL: database.url, KAFKA_BROKERS: testKafkaBrokers().join(','), KAFKA_PARTITIONS: '3' };
    await record(db, mrn, VALUES);
    await record(db, 'other', VALUES);
    await ensureTopics({
      client,
      topics: [deadLettersTopic({ ...DEFAULT_TOPIC_SIZING, partitions: 3 })],
      log,
    });
    const producer = new BatchingProducer({
      ...{ client, maxBatchBytes: 1_000_000, maxBatchMessages: 100, maxWaitingBytes: 10_000_000 },
      sendTimeoutMs: 10_000,
    });
    for (const letter of letters) await producer.send({ topic: DEAD_LETTERS, ...encodeDeadLetter(letter) });
    await producer.close({ drainMs: 5_000 });
  });
  afterAll(async () => {
    await db?.close({ drainMs: 1_000 });
    await database?.drop();
  });

  it('refuses a reason that names the patient, and an unknown number', async () => {
    const named = await run('erase', mrn, `--because=asked by ${mrn}`, '--yes');
    expect(named).toMatchObject({
      code: 64,
      complaints: [expect.stringContaining('no number of the patient')],
    });
    expect((await run('erase', mrn)).code).toBe(64);
    const unknown = await run('erase', 'nobody', '--because=asked', '--yes');
    expect(unknown).toMatchObject({
      code: 1,
      complaints: [expect.stringContaining('no patient has the number')],
    });
  });

  it('shows what would go, and changes nothing without --yes', async () => {
    const { code, out, complaints } = await run('erase', mrn, '--because=asked');
    expect(code).toBe(0);
    expect(out).toContain(`number  ${mrn} (local)`);
    expect(out).toContainEqual(expect.stringMatching(/^decisions +2 rows$/));
    expect(out).toContainEqual(expect.stringMatching(`^dead letters +1 ${letters[0].id.slice(0, 8)}$`));
    expect(complaints).toEqual(['nothing was changed; to erase, give --yes']);
    expect(await decisionsRepository.count(db)).toBe(4);
  });

  it('erases the patient alone, and every command says so', async () => {
    const { code, out } = await run('erase', mrn, '--because=asked', '--by=records', '--yes');
    expect(code).toBe(0);
    expect(out).toContainEqual(expect.stringMatching(/^decisions +2 rows$/));
    const proof = out.find((line) => line.startsWith('proof'))?.slice(-64) ?? '';
    expect(proof).toMatch(/^[0-9a-f]{64}$/);
    expect(await decisionsRepository.count(db)).toBe(2);

    const erasures = await run('erasures');
    expect(erasures.out.slice(1)).toEqual([expect.stringMatching(new RegExp(`records .*${proof} +asked$`))]);
    const explained = await run('explain', mrn);
    expect(explained.code).toBe(1);
    expect(explained.complaints.join()).toContain('was erased at 20');
    expect((await run('explain', 'other')).code).toBe(0);
    const replayed = await renwatch(['replay', '--since=9999d'], { env: { ...env, MODEL: 'off' } });
    expect(replayed.complaints.join()).toContain('1 patients were erased since');
    expect((await run('erase', mrn, '--because=asked', '--yes')).complaints.join()).toContain(
      'was erased at 20',
    );
  });

  it('neither shows nor sends dead letters about the patient any more', async () => {
    const [about, other] = letters;
    const listed = await run('dead-letters', 'list', '--json', '--state=all');
    const stateOf = (id: string) =>
      listed.out.map((line) => JSON.parse(line)).find((letter) => letter.id === id).state;
    expect([stateOf(about.id), stateOf(other.id)]).toEqual(['discarded', 'open']);
    const shown = await run('dead-letters', 'show', about.id, '--raw-to=-');
    expect(shown).toMatchObject({ code: 1, bytes: Buffer.alloc(0) });
    expect(shown.complaints.join()).toContain('patient erased (erasure ');
    expect((await run('dead-letters', 'show', other.id, '--raw-to=-')).code).toBe(0);
    const sent = await run('dead-letters', 'replay', about.id, '--state=all', '--to=127.0.0.1:9');
    expect(sent.complaints.join()).toContain('cannot be replayed: its patient was erased');
  });

  it('changes nothing while an import has rows of the patient in use', async () => {
    const refused = await db.transaction(async (tx) => {
      await tx.query(`SELECT id FROM patients WHERE mrn = 'other' FOR UPDATE`);
      return run('erase', 'other', '--because=asked', '--yes');
    });
    expect(refused).toMatchObject({
      code: 1,
      complaints: [expect.stringContaining('try again when it is done')],
    });
    expect(await decisionsRepository.count(db)).toBe(2);
  });

  it('tells a login without the right which one has it', async () => {
    const role = `eraser_${randomUUID().replaceAll('-', '')}`;
    await db.query(
      `CREATE ROLE ${role} LOGIN PASSWORD 'p'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`,
    );
    const url = Object.assign(new URL(database.url), { username: role, password: 'p' }).toString();
    const refused = await renwatch(['erase', 'other', '--because=asked', '--yes'], {
      env: { ...env, DATABASE_URL: url },
    });
    expect(refused).toMatchObject({
      code: 1,
      complaints: [expect.stringContaining('the login of their owner')],
    });
    expect(await decisionsRepository.count(db)).toBe(2);
    await db.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
});
