import { FaultProxy, freePort, startKafkaBroker, waitFor, type KafkaBroker } from '@renwatch/testing';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newTopic, testClient } from '../kafka.spec-support';
import { BatchingProducer } from '../producer/batching-producer';
import { TaskGroup } from './task-group';

const SLOW_MS = 120_000;
const WAIT = { timeoutMs: 40_000 };

/** Records which member works on which task, and every overlap. */
class Ledger {
  private readonly at = new Map<string, Set<string>>();
  readonly overlaps: string[] = [];
  readonly changes: string[] = [];

  begin(member: string, task: string): void {
    const members = this.at.get(task) ?? new Set();
    if (members.size > 0) this.overlaps.push(`${task}: ${[...members].join()} and ${member}`);
    this.at.set(task, members.add(member));
    this.changes.push(`${member} begins ${task}`);
  }

  end(member: string, task: string): void {
    this.at.get(task)?.delete(member);
    this.changes.push(`${member} ends ${task}`);
  }

  of(member: string): string[] {
    return [...this.at].flatMap(([task, members]) => (members.has(member) ? [task] : [])).sort();
  }
}

describe('a task group', () => {
  let dataDir: string;
  let broker: KafkaBroker;
  let proxy: FaultProxy;
  let topic: string;
  let groupId: string;
  let ledger: Ledger;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-tasks-'));
    const proxyPort = await freePort();
    broker = await startKafkaBroker({ dataDir, proxyPort, dieWithParent: true, temporary: true });
    proxy = new FaultProxy({ target: broker.proxiedListener as string, port: proxyPort });
    await proxy.listen();
  }, SLOW_MS);

  beforeEach(async () => {
    topic = await newTopic(testClient({ brokers: [broker.brokers] }));
    groupId = `spec.${randomUUID()}`;
    ledger = new Ledger();
  });

  afterEach(async () => {
    broker.thaw();
    proxy.resume();
    await Promise.all(closers.splice(0).map((close) => close()));
    expect(ledger.overlaps).toEqual([]);
  }, SLOW_MS);

  afterAll(async () => {
    await proxy.close();
    await broker.kill();
    await rm(dataDir, { recursive: true, force: true });
  });

  function join(name: string, tasks: string[], brokers = [broker.brokers]) {
    const client = testClient({ brokers, requestTimeoutMs: 2_000 });
    const bounds = { maxBatchBytes: 1e6, maxBatchMessages: 10, maxWaitingBytes: 1e6, sendTimeoutMs: 2_000 };
    const producer = new BatchingProducer({ client, ...bounds });
    const group = new TaskGroup({
      client,
      groupId,
      topic,
      write: (value) => producer.send({ topic, key: 'divide', value }),
      sessionTimeoutMs: 6_000,
      listener: {
        acquired: (task) => ledger.begin(name, task),
        released: async (task) => {
          await new Promise(setImmediate);
          ledger.end(name, task);
        },
        lost: (task) => ledger.end(name, task),
      },
    });
    const leave = async () => {
      for (const task of ledger.of(name)) ledger.end(name, task);
      await group.stop({ drainMs: 5_000 });
      await producer.close({ drainMs: 1_000 });
    };
    closers.push(leave);
    return { group, leave, started: group.start(tasks) };
  }

  const share = (name: string, count: number) =>
    waitFor(() => ledger.of(name).length === count, { ...WAIT, what: `${name} at ${count} tasks` });

  it(
    'gives the second task to a second member',
    async () => {
      await join('a', ['x', 'y']).started;
      await share('a', 2);
      const b = join('b', ['x', 'y']);
      await share('b', 1);
      await share('a', 1);
      expect([...ledger.of('a'), ...ledger.of('b')].sort()).toEqual(['x', 'y']);
      const [moved] = ledger.of('b');
      const [begun] = ledger.changes.slice(2);
      expect(begun).toBe(`a ends ${moved}`);
      expect(b.group.holds(moved ?? '')).toBe(true);
      await b.leave();
      await share('a', 2);
      expect(ledger.changes).toHaveLength(6);
    },
    SLOW_MS,
  );

  it(
    'joins a member that finds nothing to do',
    async () => {
      await join('a', ['x']).started;
      await share('a', 1);
      await join('b', ['x']).started;
      expect(ledger.changes).toEqual(['a begins x']);
    },
    SLOW_MS,
  );

  it(
    'makes a disconnected member drop its tasks before another starts',
    async () => {
      await join('a', ['x', 'y']).started;
      await share('a', 2);
      const b = join('b', ['x', 'y'], [proxy.address]);
      await share('b', 1);
      const [lost = ''] = ledger.of('b');
      proxy.stall();
      await share('a', 2);
      expect(ledger.of('b')).toEqual([]);
      expect(b.group.holds(lost)).toBe(false);
      const end = ledger.changes.lastIndexOf(`b ends ${lost}`);
      expect(ledger.changes.slice(end)).toEqual([`b ends ${lost}`, `a begins ${lost}`]);
      proxy.resume();
      await share('b', 1);
    },
    SLOW_MS,
  );

  it(
    'drops all tasks while the broker is silent, then resumes',
    async () => {
      const { group, started } = join('a', ['x']);
      await started;
      await share('a', 1);
      broker.freeze();
      await share('a', 0);
      expect(group.holds('x')).toBe(false);
      broker.thaw();
      await share('a', 1);
      expect(ledger.changes).toEqual(['a begins x', 'a ends x', 'a begins x']);
    },
    SLOW_MS,
  );
});
