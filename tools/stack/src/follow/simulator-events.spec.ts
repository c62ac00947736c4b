import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SimulatorEvents } from './simulator-events';

describe("the simulator's events", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'renwatch-events-'));
    file = path.join(folder, 'events.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (...events: object[]) =>
    appendFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));

  it('count acknowledgements, give each latency once, and show the end', () => {
    const events = new SimulatorEvents({ file });
    events.read();
    expect(events.acknowledged).toBe(0);
    write(
      { type: 'sent', index: 0 },
      { type: 'acked', index: 0 },
      { type: 'page', latencyMs: 12.5, idempotencyKey: 'a' },
    );
    events.read();
    write({ type: 'page', latencyMs: 900, idempotencyKey: 'a', repeat: true }, { type: 'acked', index: 1 });
    events.read();
    expect(events.acknowledged).toBe(2);
    expect(events.takeLatencyMs('a')).toBe(12.5);
    expect(events.takeLatencyMs('a')).toBeUndefined();
    expect(events.ended).toBe(false);
    write({ type: 'end', index: 2, open: true });
    events.read();
    expect(events.ended).toBe(true);
  });

  it('are read whole, even if a read ends within a line', () => {
    const events = new SimulatorEvents({ file });
    appendFileSync(file, '{"type":"acked","ind');
    events.read();
    expect(events.acknowledged).toBe(0);
    appendFileSync(file, 'ex":0}\n');
    events.read();
    expect(events.acknowledged).toBe(1);
  });

  it('do not fill the disk', () => {
    const events = new SimulatorEvents({ file, maxFileBytes: 50 });
    for (let index = 0; index < 10; index += 1) {
      write({ type: 'acked', index });
      events.read();
      expect(statSync(file).size).toBeLessThanOrEqual(50);
    }
    expect(events.acknowledged).toBe(10);
  });
});
