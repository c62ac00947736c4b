import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventsFile } from './events.file';
import { type SimulatorEvent } from './simulator.events';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'simulator-'))));
afterAll(() => rm(folder, { recursive: true }));

const at = '2024-03-31T00:54:00.000Z';
const facts = { mrn: '1', observed: ['20240331005400', '20240331010000'], sentAtMs: 5 };

const cases: [SimulatorEvent, object][] = [
  [
    { type: 'connected', connection: 1, peer: '127.0.0.1:9' },
    { type: 'connected', at, connection: 1, peer: '127.0.0.1:9' },
  ],
  [
    { type: 'sent', connection: 1, index: 4, again: false, facts, sentAtMs: 0.1 },
    {
      type: 'sent',
      at,
      connection: 1,
      index: 4,
      again: false,
      mrn: '1',
      time: '20240331005400',
      otherTimes: ['20240331010000'],
    },
  ],
  [
    { type: 'acked', connection: 1, index: 4, waitedMs: 1.23456 },
    { type: 'acked', at, connection: 1, index: 4, waitedMs: 1.235 },
  ],
  [
    { type: 'refused', connection: 1, index: 4, again: true, code: 'AE', waitedMs: 1 },
    { type: 'refused', at, connection: 1, index: 4, again: true, code: 'AE', waitedMs: 1 },
  ],
  [
    {
      type: 'page',
      mrn: '1',
      time: undefined,
      repeat: false,
      idempotencyKey: 'key',
      latencyMs: 12.34567,
      index: 4,
    },
    { type: 'page', at, mrn: '1', latencyMs: 12.346, index: 4, repeat: false, idempotencyKey: 'key' },
  ],
  [
    { type: 'page-refused', status: 400, reason: 'no MRN' },
    { type: 'page-refused', at, status: 400, reason: 'no MRN' },
  ],
  [
    { type: 'unreadable', connection: 1, error: new Error('disk lost') },
    { type: 'unreadable', at, connection: 1, reason: 'disk lost' },
  ],
  [
    { type: 'end', connection: 1, index: 5, open: true },
    { type: 'end', at, connection: 1, index: 5, open: true },
  ],
  [
    { type: 'closed', connection: 1, reason: 'why' },
    { type: 'closed', at, connection: 1, reason: 'why' },
  ],
];

describe('the events file', () => {
  const open = (name: string) => {
    const file = path.join(folder, name, 'events.jsonl');
    const failures: Error[] = [];
    const onFailure = (error: Error) => void failures.push(error);
    return { file, failures, events: new EventsFile({ path: file, now: () => new Date(at), onFailure }) };
  };

  it('writes a line for each event immediately', async () => {
    const { file, events } = open('lines');
    for (const [event] of cases) events.write(event);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    events.close();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(cases.map(([, line]) => line));
  });

  it('appends to an existing file and writes nothing after close', async () => {
    const event: SimulatorEvent = { type: 'closed', connection: 1, reason: 'why' };
    for (const _start of [1, 2]) {
      const { events } = open('twice');
      events.write(event);
      events.close();
      events.write(event);
    }
    const { file, events } = open('twice');
    events.close();
    expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(2);
  });
});
