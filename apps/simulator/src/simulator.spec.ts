import { encodeFrame } from '@renwatch/mllp';
import { ConfigurationError, createLogger } from '@renwatch/runtime';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSimulatorConfiguration } from './config';
import { type SimulatorEvent } from './events/simulator-event';
import { FeedClient } from './feed/feed-client.spec-support';
import { Simulator } from './simulator';
import { sharedDataFolder } from './testing.spec-support';

const MESSAGES = [1, 2, 3, 4, 5].map(
  (n) =>
    `MSH|^~\\&|A||||2024033100000${n}\rPID|1||77\rOBR|1||||||2024033100000${n}\rOBX|1|SN|CREATININE||${n}0\r`,
);
const logger = createLogger({ service: 'specimen', level: 'silent' });

let folder: string;
let messages: string;
const running: Simulator[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simulator-'));
  messages = path.join(folder, 'messages.mllp');
  await writeFile(messages, Buffer.concat(MESSAGES.map((message) => encodeFrame(Buffer.from(message)))));
});
afterEach(() => Promise.all(running.splice(0).map((simulator) => simulator.stop())));
afterAll(() => rm(folder, { recursive: true }));

async function start(...argv: string[]) {
  const loaded = loadSimulatorConfiguration({ env: {}, argv: [`--messages=${messages}`, ...argv] });
  const configuration = { ...loaded, host: '127.0.0.1', mllp: 0, pager: 0 };
  const events: SimulatorEvent[] = [];
  const simulator = new Simulator({
    configuration,
    logger,
    observe: (event) => events.push(event),
    onShutdown: () => undefined,
  });
  running.push(simulator);
  const { mllpPort, pagerPort } = await simulator.start();
  return { simulator, events, mllpPort: Number(mllpPort), pagerPort: Number(pagerPort) };
}

describe('the simulator', () => {
  it('goes on after a restart where it was, with the message that was not answered', async () => {
    const flags = ['--rewind=false', `--resume=${path.join(folder, 'resume', 'position.json')}`];
    const first = await start(...flags);
    const before = await FeedClient.dial(first.mllpPort);
    expect(await before.accept(2)).toEqual(MESSAGES.slice(0, 2));
    expect(await before.next()).toBe(MESSAGES[2]);
    await first.simulator.stop();
    const second = await start(...flags);
    const after = await FeedClient.dial(second.mllpPort);
    expect(await after.accept(3)).toEqual(MESSAGES.slice(2));
    after.close();
  });

  it('writes what it sent and what was paged, with the time between', async () => {
    const file = path.join(folder, 'events.jsonl');
    const { mllpPort, pagerPort } = await start(`--events=${file}`);
    const client = await FeedClient.dial(mllpPort);
    await client.accept(5);
    await client.closed;
    const body = '77,20240331000003';
    const response = await fetch(`http://127.0.0.1:${pagerPort}/page`, { method: 'POST', body });
    expect(response.status).toBe(200);
    const events = (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const counts = (type: string) => events.filter((event) => event['type'] === type).length;
    expect([counts('sent'), counts('acked'), counts('end'), counts('closed')]).toEqual([5, 5, 1, 1]);
    const page = events.find((event) => event['type'] === 'page');
    expect(page).toMatchObject({ mrn: '77', time: '20240331000003', index: 2, repeat: false });
    expect(page?.['latencyMs']).toBeGreaterThan(0);
  });

  it('says which port is in use', async () => {
    const { mllpPort } = await start();
    const loaded = loadSimulatorConfiguration({ env: {}, argv: [`--messages=${messages}`, '--pager=off'] });
    const configuration = { ...loaded, host: '127.0.0.1', mllp: mllpPort };
    const second = new Simulator({
      configuration,
      logger,
      observe: () => undefined,
      onShutdown: () => undefined,
    });
    const failed = await second.start().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ConfigurationError);
    expect((failed as Error).message).toBe(`--mllp=${mllpPort}: is in use; give another port`);
    await second.stop();
  });

  const course = sharedDataFolder();
  const title = 'plays the course’s 62 days to the end';
  if (course === undefined) {
    it.skip(`${title} (skipped: the shared data folder is not here)`, () => undefined);
  } else {
    it(
      title,
      async () => {
        messages = path.join(course, 'course-2025', 'messages_2025_reconstructed_62days.mllp');
        const { mllpPort, events } = await start();
        const client = await FeedClient.dial(mllpPort);
        expect(await client.accept(12_443)).toHaveLength(12_443);
        await client.closed;
        expect(events.filter(({ type }) => type === 'acked')).toHaveLength(12_443);
        expect(events.find(({ type }) => type === 'end')).toMatchObject({ index: 12_443 });
      },
      60_000,
    );
  }
});
