import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { encodeFrame } from '@renwatch/mllp';
import { createLogger, RuntimeModule } from '@renwatch/runtime';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSimulatorConfiguration, type SimulatorConfiguration } from './config';
import { FeedClient } from './feeds/feed-client.spec-support';
import { SimulatorModule } from './simulator.module';
import { sharedDataFolder } from './testing.spec-support';

const MESSAGES = [1, 2, 3, 4, 5].map(
  (n) =>
    `MSH|^~\\&|A||||2024033100000${n}\rPID|1||77\rOBR|1||||||2024033100000${n}\rOBX|1|SN|CREATININE||${n}0\r`,
);

let folder: string;
let messages: string;
const running: INestApplication[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simulator-'));
  messages = path.join(folder, 'messages.mllp');
  await writeFile(messages, Buffer.concat(MESSAGES.map((message) => encodeFrame(Buffer.from(message)))));
});
afterEach(() => Promise.all(running.splice(0).map((app) => app.close())));
afterAll(() => rm(folder, { recursive: true }));

interface Options {
  argv?: string[];
  ports?: Partial<Pick<SimulatorConfiguration, 'mllp' | 'pager'>>;
}

/** Starts a simulator on free ports unless the options name some. */
async function start({ argv = [`--messages=${messages}`], ports = {} }: Options = {}) {
  const loaded = readSimulatorConfiguration({ env: {}, argv });
  const configuration = { ...loaded, host: '127.0.0.1', mllp: 0, pager: 0, ...ports };
  const logger = createLogger({ service: 'simulator', level: 'silent' });
  const runtime = RuntimeModule.forService({ service: 'simulator', logger });
  class Root {}
  const imports = [runtime, SimulatorModule.with(configuration, () => undefined)];
  const app = await NestFactory.create({ module: Root, imports }, { logger: false, abortOnError: false });
  running.push(app);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const response = await fetch(`${url}/readyz`);
  const { parts } = (await response.json()) as { parts: Record<string, { detail: string }> };
  const [, mllpPort, pagerPort] =
    /^feed on (\w+), pager on (\w+)$/.exec(parts['hospital']?.detail ?? '') ?? [];
  return {
    app,
    url,
    status: response.status,
    mllpPort: Number(mllpPort),
    pagerUrl: `http://127.0.0.1:${pagerPort}`,
  };
}

async function eventsIn(file: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the simulator', () => {
  it('is ready once feed and pager listen', async () => {
    const { status, mllpPort, pagerUrl } = await start();
    expect(status).toBe(200);
    expect(mllpPort).toBeGreaterThan(0);
    expect((await fetch(`${pagerUrl}/healthy`)).status).toBe(200);
  });

  it('counts new and repeated pages', async () => {
    const { url, pagerUrl } = await start();
    for (const _time of [1, 2]) {
      await fetch(`${pagerUrl}/page`, { method: 'POST', body: '77,20240331000003' });
    }
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('renwatch_simulator_pages_total{what="new",service="simulator"} 1');
    expect(metrics).toContain('renwatch_simulator_pages_total{what="repeated",service="simulator"} 1');
  });

  it('resumes after a restart with the first unanswered message', async () => {
    const resume = `--resume=${path.join(folder, 'resume', 'position.json')}`;
    const argv = [`--messages=${messages}`, '--rewind=false', resume];
    const first = await start({ argv });
    const before = await FeedClient.dial(first.mllpPort);
    expect(await before.accept(2)).toEqual(MESSAGES.slice(0, 2));
    expect(await before.next()).toBe(MESSAGES[2]);
    await first.app.close();
    const second = await start({ argv });
    const after = await FeedClient.dial(second.mllpPort);
    expect(await after.accept(3)).toEqual(MESSAGES.slice(2));
    after.close();
  });

  it('writes sent messages and received pages to the events file', async () => {
    const file = path.join(folder, 'events.jsonl');
    const { mllpPort, pagerUrl } = await start({ argv: [`--messages=${messages}`, `--events=${file}`] });
    const client = await FeedClient.dial(mllpPort);
    await client.accept(5);
    await client.closed;
    const response = await fetch(`${pagerUrl}/page`, { method: 'POST', body: '77,20240331000003' });
    expect(response.status).toBe(200);
    const events = await eventsIn(file);
    const count = (type: string) => events.filter((event) => event['type'] === type).length;
    expect([count('sent'), count('acked'), count('end'), count('closed')]).toEqual([5, 5, 1, 1]);
    const page = events.find((event) => event['type'] === 'page');
    expect(page).toMatchObject({ mrn: '77', time: '20240331000003', index: 2, repeat: false });
    expect(page?.['latencyMs']).toBeGreaterThan(0);
  });

  it('listens on the pager port only if the feed is off', async () => {
    const { mllpPort, pagerUrl } = await start({ ports: { mllp: 'off' } });
    expect(mllpPort).toBeNaN();
    expect((await fetch(`${pagerUrl}/healthy`)).status).toBe(200);
  });

  it('names the flag of a port that is in use', async () => {
    const { mllpPort } = await start();
    await expect(start({ ports: { mllp: mllpPort, pager: 'off' } })).rejects.toMatchObject({
      exitCode: 78,
      message: `--mllp=${mllpPort}: is in use; give another port`,
    });
  });

  const course = sharedDataFolder();
  const title = 'plays the course’s 62 days to the end';
  if (course === undefined) {
    it.skip(`${title} (skipped: the shared data folder is missing)`, () => undefined);
  } else {
    it(
      title,
      async () => {
        const stream = path.join(course, 'course-2025', 'messages_2025_reconstructed_62days.mllp');
        const file = path.join(folder, 'course.jsonl');
        const { mllpPort } = await start({ argv: [`--messages=${stream}`, `--events=${file}`] });
        const client = await FeedClient.dial(mllpPort);
        expect(await client.accept(12_443)).toHaveLength(12_443);
        await client.closed;
        const events = await eventsIn(file);
        expect(events.filter(({ type }) => type === 'acked')).toHaveLength(12_443);
        expect(events.find(({ type }) => type === 'end')).toMatchObject({ index: 12_443 });
      },
      60_000,
    );
  }
});
