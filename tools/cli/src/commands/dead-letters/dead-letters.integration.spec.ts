import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DEAD_LETTERS,
  DEFAULT_TOPIC_SIZING,
  deadLettersTopic,
  encodeDeadLetter,
  NO_SOURCE,
  type DeadLetterRecord,
} from '@renwatch/events';
import { BatchingProducer, createKafkaClient, ensureTopics } from '@renwatch/kafka';
import { createLogger } from '@renwatch/runtime';
import { testKafkaBrokers } from '@renwatch/testing';
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
  const topics = [deadLettersTopic({ ...DEFAULT_TOPIC_SIZING, partitions: 3 })];
  await ensureTopics({ client, topics, log });
});

afterAll(async () => {
  await producer.close({ drainMs: 5_000 });
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => renwatch(['dead-letters', ...args], { env });

/** Each test's letters are of a feed of its own. */
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

/** The parts of a frame above the limit, in an order in which they may be read. */
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
  it('shows a letter that was written twice once, and the parts of a frame as one', async () => {
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

  it('narrows by origin, reason, feed and time', async () => {
    const feed = newFeed();
    const [, poison] = await write(
      feed,
      {},
      { origin: 'inference', reason: 'unit-missing', failedAt: '2026-11-25T10:00:00.000Z' },
      { origin: 'inference', reason: 'unit-missing', failedAt: '2026-11-24T10:00:00.000Z' },
    );
    const flags = ['--origin=inference', '--reason=unit-missing', '--since=2026-11-25', '--until=2026-11-26'];
    const { out, complaints } = await run('list', `--feed=${feed}`, '--json', ...flags);
    expect(out.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual([poison?.id]);
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
  it('tells why and whence, and writes the bytes of all parts as they were received, for their owner alone', async () => {
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

  it('gives the bytes alone on standard output for -', async () => {
    const [letter] = await write(newFeed(), {});
    const { out, bytes } = await run('show', letter?.id ?? '', '--raw-to=-');
    expect(out).toEqual([]);
    expect(bytes.toString()).toBe('hello');
  });

  it('overwrites no file, and names an id that there is not', async () => {
    const [letter] = await write(newFeed(), {});
    const file = join(folder, 'there.hl7');
    expect((await run('show', letter?.id ?? '', `--raw-to=${file}`)).code).toBe(0);
    const again = await run('show', letter?.id ?? '', `--raw-to=${file}`);
    expect(again).toMatchObject({ code: 1 });
    expect(again.complaints.join()).toMatch(/there\.hl7 is there already: name a new file/);
    const missing = await run('show', 'ffffffff-0000');
    expect(missing).toMatchObject({
      code: 1,
      complaints: ['renwatch: ffffffff-0000 is no dead letter: see list --state=all'],
    });
  });
});
