import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AKI_ALERTS,
  akiAlertsTopic,
  DEAD_LETTERS,
  DEFAULT_TOPIC_SIZING,
  deadLettersTopic,
  decodeAkiAlert,
  encodeAkiAlert,
  encodeDeadLetter,
  NO_SOURCE,
  type AkiAlertRecord,
  type DeadLetterRecord,
} from '@renwatch/events';
import { buildAck } from '@renwatch/hl7';
import { BatchingProducer, createKafkaClient, ensureTopics, readTopic } from '@renwatch/kafka';
import { ByteBudget, MllpServer } from '@renwatch/mllp';
import { createLogger } from '@renwatch/runtime';
import { openDatabase, pagesRepository } from '@renwatch/store';
import { akiAlert, createDatabase, prepareForServices, testKafkaBrokers } from '@renwatch/testing';
import { renwatch } from '../../cli.spec-support';
import { someLetter } from './dead-letters.spec-support';

const log = createLogger({ service: 'spec', level: 'silent' });
const env = { KAFKA_BROKERS: testKafkaBrokers().join(','), KAFKA_PARTITIONS: '3' };
const folder = mkdtempSync(join(tmpdir(), 'renwatch-cli-'));
const client = createKafkaClient({ brokers: testKafkaBrokers(), clientId: 'spec', log });
const producer = new BatchingProducer({
  client,
  maxBatchBytes: 1024 * 1024,
  maxBatchMessages: 100,
  maxWaitingBytes: 16 * 1024 * 1024,
  sendTimeoutMs: 30_000,
});

beforeAll(async () => {
  const sizing = { ...DEFAULT_TOPIC_SIZING, partitions: 3 };
  const topics = [deadLettersTopic(sizing), akiAlertsTopic(sizing)];
  await ensureTopics({ client, topics, log });
});

afterAll(async () => {
  await producer.close({ drainMs: 5_000 });
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => renwatch(['dead-letters', ...args], { env });

/** A feed for each test, so that tests see only their own letters. */
const newFeed = () => `feed-${randomUUID()}`;

async function write(feed: string, ...letters: Partial<DeadLetterRecord>[]): Promise<DeadLetterRecord[]> {
  const written = letters.map((own) =>
    someLetter({ ...own, source: { ...NO_SOURCE, messageId: 'a'.repeat(32), ...own.source, feed } }),
  );
  await Promise.all(
    written.map((letter) => producer.send({ topic: DEAD_LETTERS, ...encodeDeadLetter(letter) })),
  );
  return written;
}

/** The parts of a frame above the limit, in reverse order. */
const parts = (frameId: string, ...bytes: string[]): Partial<DeadLetterRecord>[] =>
  bytes
    .map((text, index) => ({
      reason: 'too-large',
      payload: Buffer.from(text).toString('base64'),
      source: { ...NO_SOURCE, messageId: frameId },
      part: { index, last: index === bytes.length - 1 },
    }))
    .reverse();

describe('list', () => {
  it('shows repeated letters once and a frame in parts once', async () => {
    const feed = newFeed();
    const [letter] = await write(feed, {});
    await write(
      feed,
      { ...letter, failedAt: '2026-11-25T10:00:00.000Z' },
      ...parts('b'.repeat(32), 'one', 'two'),
    );
    const { code, out } = await run('list', `--feed=${feed}`);
    expect(code).toBe(0);
    expect(out).toHaveLength(3);
    expect(out.filter((line) => line.includes('6 (2 parts)'))).toHaveLength(1);
  });

  it('filters by origin, reason, feed and time', async () => {
    const feed = newFeed();
    const meant = {
      origin: 'inference',
      reason: 'unit-missing',
      failedAt: '2026-11-25T00:00:00.000Z',
    } as const;
    const [letter] = await write(
      feed,
      meant,
      { ...meant, origin: 'gateway' },
      { ...meant, reason: 'unit-unknown' },
      { ...meant, failedAt: '2026-11-24T23:59:59.999Z' },
      { ...meant, failedAt: '2026-11-26T00:00:00.000Z' },
    );
    await write(newFeed(), meant);
    const flags = ['--origin=inference', '--reason=unit-missing', '--since=2026-11-25', '--until=2026-11-26'];
    const { out, complaints } = await run('list', `--feed=${feed}`, '--json', ...flags);
    expect(out.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual([letter?.id]);
    expect(complaints).toEqual([]);
  });

  it('prints no payload', async () => {
    const feed = newFeed();
    await write(feed, { payload: Buffer.from('PID|secret').toString('base64') });
    const { out } = await run('list', `--feed=${feed}`, '--json');
    expect(out.join()).not.toMatch(/secret|UElEfHNlY3JldA/);
  });
});

describe('show', () => {
  it('shows facts and writes the joined bytes, readable by the owner only', async () => {
    const feed = newFeed();
    const [last, first] = await write(feed, ...parts('c'.repeat(32), 'MSH|^~\\&|\r\u00ff', 'end\u0000'));
    const file = join(folder, 'raw.hl7');
    const { code, out } = await run('show', first?.id.slice(0, 13) ?? '', `--raw-to=${file}`);
    expect(code).toBe(0);
    expect(out.join('\n')).toMatch(/reason +too-large[^]*parts +2[^]*bytes written to/);
    const whole = Buffer.concat([first, last].map((part) => Buffer.from(part?.payload ?? '', 'base64')));
    expect(readFileSync(file).equals(whole)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('prints only the bytes for --raw-to=-', async () => {
    const [letter] = await write(newFeed(), {});
    const { out, bytes } = await run('show', letter?.id ?? '', '--raw-to=-');
    expect(out).toEqual([]);
    expect(bytes.toString()).toBe('hello');
  });

  it('never overwrites a file, and names an unknown id', async () => {
    const [letter] = await write(newFeed(), {});
    const file = join(folder, 'there.hl7');
    expect((await run('show', letter?.id ?? '', `--raw-to=${file}`)).code).toBe(0);
    const again = await run('show', letter?.id ?? '', `--raw-to=${file}`);
    expect(again).toMatchObject({ code: 1 });
    expect(again.complaints.join()).toMatch(/there\.hl7 exists already; give a new file name/);
    const missing = await run('show', 'ffffffff-0000');
    expect(missing).toMatchObject({
      code: 1,
      complaints: [
        'renwatch: ffffffff-0000 matches no dead letter; see renwatch dead-letters list --state=all',
      ],
    });
  });
});

const listeners: MllpServer[] = [];
afterEach(() => Promise.all(listeners.splice(0).map((server) => server.close({ drainMs: 1_000 }))));

/** A listener that keeps what it receives and answers with a code; closed after the test. */
async function listener(code: () => 'AA' | 'AR' = () => 'AA', onFrame?: (payload: Buffer) => Promise<void>) {
  const taken: string[] = [];
  const server = new MllpServer({
    ...{ host: '127.0.0.1', port: 0, maxConnections: 10, budget: new ByteBudget({ maxBytes: 1024 * 1024 }) },
    maxFrameBytes: 1024 * 1024,
    handler: {
      frame: async (payload) => {
        taken.push(payload.toString('latin1'));
        await onFrame?.(payload);
        return { payload: buildAck(payload, { code: code(), now: new Date(), controlId: '1' }) };
      },
    },
  });
  listeners.push(server);
  const { port } = await server.listen();
  return { taken, to: `--to=127.0.0.1:${port}` };
}

/** The recorded actions on a letter, as list prints them. */
async function traceOf(id: string): Promise<string[]> {
  const { out } = await run('list', '--state=all', '--json');
  const facts = out.map(
    (line) => JSON.parse(line) as { id: string; actions: { action: string; by: string; note: string }[] },
  );
  return (
    facts.find((letter) => letter.id === id)?.actions.map(({ action, by }) => `${action} by ${by}`) ?? []
  );
}

const stateOf = async (id: string): Promise<string> =>
  (await run('show', id)).out.find((line) => line.startsWith('state'))?.split(/ +/)[1] ?? '';

describe('replay', () => {
  it('sends a message once, as its sender did, and records it', async () => {
    const feed = newFeed();
    const gateway = await listener();
    const [letter] = await write(feed, {});
    const first = await run('replay', letter?.id ?? '', gateway.to, '--by=night shift');
    expect(first).toMatchObject({ code: 0 });
    expect(gateway.taken).toEqual(['hello']);
    expect(await traceOf(letter?.id ?? '')).toEqual([
      'replay-begun by night shift',
      'replayed by night shift',
    ]);
    const second = await run('replay', letter?.id ?? '', gateway.to);
    expect(second).toMatchObject({ code: 0 });
    expect(second.complaints.join()).toMatch(/skipped: its state is replayed/);
    expect(gateway.taken).toEqual(['hello']);
  });

  it('joins the parts of a frame, and sends a message only once', async () => {
    const feed = newFeed();
    const gateway = await listener();
    const refused = { origin: 'inference', reason: 'unit-missing' } as const;
    await write(feed, ...parts('d'.repeat(32), 'one', 'two'), refused, refused);
    const { code, out } = await run('replay', `--feed=${feed}`, gateway.to);
    expect({ code, replayed: out.length }).toEqual({ code: 0, replayed: 3 });
    expect(gateway.taken.sort()).toEqual(['hello', 'onetwo']);
    expect((await run('list', `--feed=${feed}`)).out).toEqual([]);
  });

  it('keeps a refused letter open, even if its feed answers AA', async () => {
    const feed = newFeed();
    const [letter] = await write(feed, {});
    const refusing = await listener(() => 'AR');
    expect((await run('replay', letter?.id ?? '', refusing.to)).code).toBe(1);
    const polite = await listener(undefined, async () => void (await write(feed, letter ?? {})));
    const { code, out } = await run('replay', letter?.id ?? '', polite.to);
    expect(code).toBe(1);
    expect(out.join()).toMatch(/refused: AA .*dead-lettered again: not-hl7/);
    expect(await stateOf(letter?.id ?? '')).toBe('open');
  });

  it('records what was accepted before the gateway failed; the rest stays open', async () => {
    const feed = newFeed();
    const [first, second] = await write(
      feed,
      { failedAt: '2026-11-25T08:00:00.000Z' },
      { failedAt: '2026-11-25T09:00:00.000Z', payload: Buffer.from('second').toString('base64') },
    );
    const gateway = await listener(undefined, async (payload) => {
      if (payload.toString() === 'second') throw new Error('away');
    });
    const { code, complaints } = await run('replay', `--feed=${feed}`, gateway.to);
    expect(code).toBe(69);
    expect(complaints.join()).toMatch(/not answered/);
    expect(await stateOf(first?.id ?? '')).toBe('replayed');
    expect(await stateOf(second?.id ?? '')).toBe('open');
    expect(await traceOf(second?.id ?? '')).toEqual(['replay-begun by tester@bench']);
  });

  it('publishes an alert byte for byte, and refuses an empty record', async () => {
    const feed = newFeed();
    const alert = akiAlert();
    const source = { ...NO_SOURCE, topic: AKI_ALERTS, partition: 0, offset: '1' };
    const pager = { origin: 'pager', reason: 'page-not-storable', source } as const;
    const payload = encodeAkiAlert(alert).value.toString('base64');
    await write(feed, { ...pager, payload }, { ...pager, payload: '' });
    expect((await run('replay', `--feed=${feed}`)).code).toBe(1);
    const published: [string | undefined, AkiAlertRecord][] = [];
    for await (const { messages } of readTopic({ client, topic: AKI_ALERTS, from: 'beginning' }))
      published.push(
        ...messages.map(
          ({ key, value }) => [key?.toString(), decodeAkiAlert(value)] as [string, AkiAlertRecord],
        ),
      );
    expect(published.filter(([, { id }]) => id === alert.id)).toEqual([['H|900000017', alert]]);
  });

  it('makes a refused page due again', async () => {
    const database = await createDatabase();
    const { operator } = await prepareForServices(database.url);
    const db = openDatabase({ url: database.url, applicationName: 'spec' });
    const alertId = randomUUID();
    const page = {
      alertId,
      mrn: '900000017',
      observedLocal: '202401202243',
      body: '900000017,20240120224300',
    };
    const at = new Date().toISOString();
    await pagesRepository.insert(db, [{ ...page, source: 'rule', level: 1, receivedAt: at, decidedAt: at }]);
    await pagesRepository.refused(db, alertId, { error: 'http-400' });
    const source = { ...NO_SOURCE, topic: AKI_ALERTS, alertId };
    const [letter] = await write(newFeed(), { origin: 'pager', reason: 'page-refused', source });
    const args = ['dead-letters', 'replay', letter?.id ?? ''];
    const { code, out } = await renwatch(args, { env: { ...env, DATABASE_URL: operator } });
    expect({ code, out: out.join() }).toEqual({
      code: 0,
      out: expect.stringMatching(/the page is due again/),
    });
    expect(await pagesRepository.backlog(db)).toMatchObject({ pending: 1 });
    await db.close({ drainMs: 1_000 });
    await database.drop();
  });

  it('requires a selection, and sends nothing with --dry-run', async () => {
    expect(await run('replay')).toMatchObject({ code: 64 });
    const [letter] = await write(newFeed(), {});
    const { code, out } = await run('replay', letter?.id ?? '', '--to=1', '--dry-run');
    expect({ code, out }).toEqual({ code: 0, out: [`${letter?.id.slice(0, 8)}  would go to: gateway`] });
    expect(await traceOf(letter?.id ?? '')).toEqual([]);
  });
});

describe('discard', () => {
  it('records who and why; a letter that fails again is open again', async () => {
    const feed = newFeed();
    const [letter] = await write(feed, {});
    const id = letter?.id ?? '';
    expect((await run('discard', id)).code).toBe(64);
    expect((await run('discard', id, '--because=a test of the sender')).code).toBe(0);
    expect((await run('list', `--feed=${feed}`)).out).toEqual([]);
    expect((await run('show', id)).out.join('\n')).toMatch(
      /discarded +.* by tester@bench: a test of the sender/,
    );
    await write(feed, letter ?? {});
    expect(await stateOf(id)).toBe('open');
  });
});
