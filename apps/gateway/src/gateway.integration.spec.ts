import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  DEAD_LETTERS,
  decodeDeadLetter,
  decodeHl7Message,
  HL7_MESSAGES,
  type Hl7MessageRecord,
} from '@renwatch/events';
import { parseMessage } from '@renwatch/hl7';
import { createKafkaClient, readTopic } from '@renwatch/kafka';
import { MllpSender } from '@renwatch/mllp';
import { createLogger, Readiness, RuntimeModule } from '@renwatch/runtime';
import { readGatewayConfiguration } from './config';
import { GatewayModule } from './gateway.module';
import { creatinine } from './gateway.spec-support';
import { freePort, type KafkaBroker, startKafkaBroker, waitFor } from '@renwatch/testing';

const log = createLogger({ service: 'gateway', level: 'silent' });
let dataDir: string;
let broker: KafkaBroker;
let app: INestApplication;
let port: number;
const senders: MllpSender[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'renwatch-gateway-'));
  broker = await startKafkaBroker({ dataDir, dieWithParent: true });
  port = await freePort();
  const configuration = readGatewayConfiguration({
    env: {
      MLLP_LISTEN: `127.0.0.1:${port}?name=ward`,
      KAFKA_BROKERS: broker.brokers,
      KAFKA_SEND_TIMEOUT_MS: '10000',
      MAX_FRAME_BYTES: '2048',
      KAFKA_PARTITIONS: '3',
    },
  });
  const root = {
    module: class {},
    imports: [
      RuntimeModule.forService({ service: 'gateway', logger: log }),
      GatewayModule.with(configuration),
    ],
  };
  app = await NestFactory.create(root, { logger: false });
  await app.listen(0, '127.0.0.1');
  await ready();
}, 120_000);

afterEach(() => {
  for (const sender of senders.splice(0)) sender.close();
});

afterAll(async () => {
  await app?.close();
  await broker?.kill();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const ready = () =>
  waitFor(() => app.get(Readiness).isReady, { timeoutMs: 60_000, what: 'the gateway to be ready' });

async function sender(): Promise<MllpSender> {
  const connection = new MllpSender({ host: '127.0.0.1', port, ackTimeoutMs: 30_000 });
  senders.push(connection);
  await connection.connect();
  return connection;
}

const codeOf = (ack: Buffer) => parseMessage(ack).get('MSA-1');

async function recordsOf(topic: string): Promise<Buffer[]> {
  const client = createKafkaClient({ brokers: [broker.brokers], clientId: 'spec', log });
  let values: Buffer[] = [];
  const read = async (): Promise<boolean> => {
    values = [];
    for await (const { messages } of readTopic({ client, topic, from: 'beginning' })) {
      values.push(...messages.flatMap(({ value }) => value ?? []));
    }
    return true;
  };
  // A broker that has just started or come back needs a moment before it serves groups.
  await waitFor(read, { timeoutMs: 30_000, what: `the records of ${topic}` });
  return values;
}

/** Reads records as a consumer does: the first of several with one id counts. */
async function messagesOf(mrn: (text: string) => boolean): Promise<Hl7MessageRecord[]> {
  const records = new Map<string, Hl7MessageRecord>();
  for (const record of (await recordsOf(HL7_MESSAGES)).map(decodeHl7Message)) {
    if (mrn(record.patient?.mrn ?? '') && !records.has(record.id)) records.set(record.id, record);
  }
  return [...records.values()];
}

describe('the gateway on a real broker', () => {
  it('acknowledges messages of many connections, each patient’s in order', async () => {
    const [connections, messages] = [20, 50];
    const codes = await Promise.all(
      Array.from({ length: connections }, async (_connection, patient) => {
        const connection = await sender();
        return Promise.all(
          Array.from({ length: messages }, async (_message, i) =>
            codeOf(await connection.send(creatinine(`p${patient}`, String(i)))),
          ),
        );
      }),
    );
    expect(new Set(codes.flat())).toEqual(new Set(['AA']));
    const records = await messagesOf((mrn) => mrn.startsWith('p'));
    expect(records).toHaveLength(connections * messages);
    for (let patient = 0; patient < connections; patient += 1) {
      const values = records
        .filter((record) => record.patient?.mrn === `p${patient}`)
        .map((record) => record.observations[0]?.value);
      expect(values).toEqual(Array.from({ length: messages }, (_message, i) => String(i)));
    }
  }, 60_000);

  it('keeps frames that are not HL7 or too large, then rejects', async () => {
    const connection = await sender();
    const large = Buffer.concat([creatinine('large', '1'), Buffer.alloc(5_000, 'x')]);
    expect(codeOf(await connection.send(Buffer.from('hello')))).toBe('AR');
    expect(codeOf(await connection.send(large))).toBe('AR');
    expect(codeOf(await connection.send(creatinine('after', '1')))).toBe('AA');
    const letters = (await recordsOf(DEAD_LETTERS)).map(decodeDeadLetter);
    const bytes = (reason: string) =>
      Buffer.concat(
        letters
          .filter((letter) => letter.reason === reason)
          .sort((a, b) => (a.part?.index ?? 0) - (b.part?.index ?? 0))
          .map(({ payload }) => Buffer.from(payload, 'base64')),
      );
    expect(bytes('not-hl7').toString()).toBe('hello');
    expect(bytes('too-large').equals(large)).toBe(true);
  }, 60_000);

  it('closes unanswered while the broker is away; resends keep their id', async () => {
    const connection = await sender();
    expect(codeOf(await connection.send(creatinine('resend', '1')))).toBe('AA');
    let last = 1;
    const untilUnanswered = async () => {
      for (;;) {
        last += 1;
        expect(codeOf(await connection.send(creatinine('resend', String(last))))).toBe('AA');
      }
    };
    broker.freeze();
    try {
      // The signal needs a moment to reach every thread of the broker, which may still write a message or two.
      await expect(untilUnanswered()).rejects.toMatchObject({ reason: 'closed' });
      expect(connection.isConnected).toBe(false);
      expect(app.get(Readiness).report().parts['kafka']?.ready).toBe(false);
    } finally {
      broker.thaw();
    }
    await ready();
    const again = await sender();
    expect(codeOf(await again.send(creatinine('resend', String(last))))).toBe('AA');
    // The abandoned write may have reached the broker anyway: once or twice, but with one id.
    const records = await messagesOf((mrn) => mrn === 'resend');
    expect(records.map(({ observations }) => observations[0]?.value)).toEqual(
      Array.from({ length: last }, (_value, i) => String(i + 1)),
    );
  }, 120_000);

  it('answers frames in flight when it stops', async () => {
    const connection = await sender();
    const sent = Array.from({ length: 20 }, (_frame, i) => connection.send(creatinine('last', String(i))));
    const outcomes = Promise.allSettled(sent);
    await sent[0];
    await app.close();
    const acknowledged = (await outcomes).filter(({ status }) => status === 'fulfilled').length;
    const values = new Set(
      (await messagesOf((mrn) => mrn === 'last')).map(({ observations }) => observations[0]?.value),
    );
    expect(values.size).toBeGreaterThanOrEqual(acknowledged);
    expect(acknowledged).toBeGreaterThan(0);
  }, 60_000);
});
