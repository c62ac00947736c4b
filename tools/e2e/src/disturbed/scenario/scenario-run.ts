import { setTimeout as pause } from 'node:timers/promises';
import { DEAD_LETTERS, decodeDeadLetter, decodeHl7Message, HL7_MESSAGES } from '@renwatch/events';
import { readTopic } from '@renwatch/kafka';
import { type Database } from '@renwatch/store';
import { waitFor } from '@renwatch/testing';
import { decisionsIn } from '../../outcome/decisions';
import { type Outcome } from '../../outcome/outcome';
import { workLeft } from '../../outcome/work-left';
import { type Feed } from '../feed/feed';
import { type ServiceName } from '../services/service-name';
import { type ServiceReplica } from '../services/service-replica';
import { type Replicas } from '../services/start-replicas';
import { type Broker } from '../surroundings/broker';
import { type DatabaseServer } from '../surroundings/database-server';
import { type Names } from '../surroundings/names';
import { type PageEndpoint } from '../surroundings/page-endpoint';

export interface ScenarioRunOptions {
  feed: Feed;
  replicas: Replicas;
  broker: Broker;
  databaseServer: DatabaseServer;
  /** The scenario's own database. */
  db: Database;
  databaseUrl: string;
  endpoint: PageEndpoint;
  names: Names;
  messageCount: number;
  /** Progress, for people. */
  say: (line: string) => void;
}

const LIMIT_MS = 180_000;
const FEED_LIMIT_MS = 300_000;
const LOOK_EVERY_MS = 100;

/** The parts of a run that a scenario may inspect and disturb. */
export class ScenarioRun {
  readonly feed: Feed;
  readonly broker: Broker;
  readonly databaseServer: DatabaseServer;
  readonly db: Database;
  readonly databaseUrl: string;
  readonly endpoint: PageEndpoint;
  readonly names: Names;
  readonly say: (line: string) => void;

  constructor(private readonly options: ScenarioRunOptions) {
    this.feed = options.feed;
    this.broker = options.broker;
    this.databaseServer = options.databaseServer;
    this.db = options.db;
    this.databaseUrl = options.databaseUrl;
    this.endpoint = options.endpoint;
    this.names = options.names;
    this.say = options.say;
  }

  replicasOf(name: ServiceName): readonly ServiceReplica[] {
    return this.options.replicas[name];
  }

  /** The n-th replica of a service, counted from 0. */
  replica(name: ServiceName, index = 0): ServiceReplica {
    const found = this.options.replicas[name][index];
    if (!found) throw new Error(`there is no replica ${index} of ${name}`);
    return found;
  }

  get allReplicas(): ServiceReplica[] {
    return Object.values(this.options.replicas).flat();
  }

  /** Waits until a share (0 to 1) of the stream is acknowledged. */
  untilAcknowledged(share: number): Promise<void> {
    const count = Math.ceil(share * this.options.messageCount);
    return this.until(`${count} acknowledgements`, () => this.feed.record.acknowledged >= count);
  }

  /** @throws Error if the stream has ended, because the scenario would then show nothing */
  mustBeInMidStream(): void {
    if (this.feed.record.acknowledged >= this.options.messageCount)
      throw new Error('the stream was at its end before it was disturbed');
  }

  /** Waits for a condition with a limit that suits a busy machine. */
  until(name: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    return waitFor(condition, { timeoutMs: LIMIT_MS, everyMs: LOOK_EVERY_MS, what: name });
  }

  /** Waits for a time that is part of the disturbance, such as an outage of a minute. */
  async lastFor(ms: number): Promise<void> {
    await pause(ms);
  }

  untilReady(): Promise<void> {
    return this.until('readiness of every replica', async () =>
      (await Promise.all(this.allReplicas.map((replica) => replica.isReady()))).every(Boolean),
    );
  }

  /** Waits until every message is acknowledged. */
  async untilFed(limitMs = FEED_LIMIT_MS): Promise<void> {
    const { done, record } = this.feed;
    const late = new AbortController();
    const limit = pause(limitMs, undefined, { signal: late.signal }).then(
      () => Promise.reject(new Error(`the feed stopped after ${record.acknowledged} acknowledgements`)),
      () => undefined,
    );
    await Promise.race([done, limit]).finally(() => late.abort());
  }

  /** Waits until everything acknowledged is decided, published and paged. @throws Error that tells the work left */
  async untilDone(limitMs = LIMIT_MS): Promise<void> {
    let left = 'nothing was asked yet';
    const { client } = this.broker;
    const isDone = async () => (left = await workLeft({ client, db: this.db })) === '';
    const wait = { timeoutMs: limitMs, everyMs: LOOK_EVERY_MS, what: 'the end of all work' };
    await waitFor(isDone, wait).catch((error: unknown) => {
      throw new Error(`${(error as Error).message}: ${left}`, { cause: error });
    });
  }

  async outcome(): Promise<Outcome> {
    const { pages, pageKeys } = this.endpoint;
    return { decisions: await decisionsIn(this.db), pages, pageKeys };
  }

  /** Counts the messages on the topic by their bytes in base64. */
  async topic(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    const { client } = this.broker;
    for await (const { messages } of readTopic({ client, topic: HL7_MESSAGES, from: 'beginning' })) {
      for (const { value } of messages) {
        const { raw } = decodeHl7Message(value);
        counts.set(raw, (counts.get(raw) ?? 0) + 1);
      }
    }
    return counts;
  }

  /** `origin reason` of every dead letter, sorted. */
  async deadLetters(): Promise<string[]> {
    const found: string[] = [];
    const { client } = this.broker;
    for await (const { messages } of readTopic({ client, topic: DEAD_LETTERS, from: 'beginning' }))
      for (const { value } of messages) {
        const { origin, reason } = decodeDeadLetter(value);
        found.push(`${origin} ${reason}`);
      }
    return found.sort();
  }
}
