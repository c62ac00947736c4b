import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeHl7Message, HL7_MESSAGES } from '@renwatch/events';
import { createKafkaClient, readTopic } from '@renwatch/kafka';
import { MllpSender } from '@renwatch/mllp';
import { freePort, startKafkaBroker, waitFor, type KafkaBroker } from '@renwatch/testing';
import { ServiceProcess } from './service-process.spec-support';

const WAIT_MS = 60_000;
const ignore = () => undefined;

interface LogLine {
  level: string;
  faults?: { name: string }[];
}

describe('SIGHUP to a gateway with a changed FEEDS_FILE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-feeds-reload-'));
  const file = join(folder, 'feeds.yaml');
  let broker: KafkaBroker;
  let gateway: ServiceProcess;
  let sender: MllpSender;
  let port: number;

  /** Everything in this spec goes over this connection: it fails if the gateway closes it. */
  beforeAll(async () => {
    broker = await startKafkaBroker({
      dataDir: join(folder, 'kafka'),
      dieWithParent: true,
      temporary: true,
    });
    port = await freePort();
    writeFeed('authority: NORTH', 'rejectWith: AR');
    gateway = await ServiceProcess.start({
      service: 'gateway',
      name: 'gateway',
      folder,
      env: { FEEDS_FILE: file, KAFKA_BROKERS: broker.brokers, KAFKA_PARTITIONS: '1' },
    });
    await gateway.untilReady();
    sender = new MllpSender({ host: '127.0.0.1', port, ackTimeoutMs: WAIT_MS });
    await sender.connect();
  });

  afterAll(async () => {
    sender?.close();
    await gateway?.kill();
    await broker?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const writeFeed = (...options: string[]) =>
    writeFileSync(
      file,
      [
        'feeds:',
        '  - name: lab',
        `    listen: 127.0.0.1:${port}`,
        ...options.map((line) => `    ${line}`),
      ].join('\n'),
    );

  const codeOf = async (message: string): Promise<string | undefined> =>
    /MSA\|(\w+)/.exec((await sender.send(Buffer.from(message))).toString())?.[1];

  const answerToNoise = () => codeOf('no HL7');

  const untilNoiseIsAnswered = (code: string) =>
    waitFor(async () => (await answerToNoise()) === code, { timeoutMs: WAIT_MS, what: `the answer ${code}` });

  const admit = (mrn: string) => codeOf(`MSH|^~\\&|A|B|||20250301120000||ADT^A01|||2.5\rPID|1||${mrn}\r`);

  const refusals = () =>
    gateway.logLines<LogLine>().flatMap(({ level, faults }) => (level === 'error' && faults ? [faults] : []));

  it('changes how messages are read and answered, on the open connection', async () => {
    expect([await admit('1'), await answerToNoise()]).toEqual(['AA', 'AR']);
    writeFeed('authority: SOUTH', 'rejectWith: AE');
    gateway.signal('SIGHUP');
    await untilNoiseIsAnswered('AE');
    expect(await admit('2')).toBe('AA');
  });

  it('logs the faults of a broken file and keeps the settings', async () => {
    writeFeed('authority: WEST', 'rejectWith: NO', 'timezone: Mars');
    gateway.signal('SIGHUP');
    await waitFor(() => refusals().length > 0, { timeoutMs: WAIT_MS, what: 'the refusal in the log' });
    const names = refusals().flatMap((faults) => faults.map(({ name }) => name));
    expect(names).toEqual([
      expect.stringContaining('feeds[0].rejectWith'),
      expect.stringContaining('feeds[0].timezone'),
    ]);
    expect([await admit('3'), await answerToNoise()]).toEqual(['AA', 'AE']);
  });

  it('reads the file again once it is mended', async () => {
    writeFeed('authority: WEST', 'rejectWith: AA');
    gateway.signal('SIGHUP');
    await untilNoiseIsAnswered('AA');
    expect(await admit('4')).toBe('AA');
  });

  it('changes nothing in what was read before', async () => {
    const client = createKafkaClient({
      brokers: [broker.brokers],
      clientId: 'spec',
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    });
    const keys: (string | undefined)[] = [];
    for await (const { messages } of readTopic({ client, topic: HL7_MESSAGES, from: 'beginning' }))
      keys.push(...messages.flatMap(({ value }) => (value ? [decodeHl7Message(value).patient?.key] : [])));
    expect(keys).toEqual(['NORTH|1', 'SOUTH|2', 'SOUTH|3', 'WEST|4']);
  });
});
