import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  DEFAULT_TOPIC_SIZING,
  HL7_MESSAGES,
  akiAlertsTopic,
  deadLettersTopic,
  encodeHl7Message,
  hl7MessagesTopic,
  type AkiAlertRecord,
  type Hl7MessageRecord,
} from '@renwatch/events';
import {
  BatchingProducer,
  createKafkaClient,
  ensureTopics,
  readTopic,
  removeTopics,
  topicOffsets,
} from '@renwatch/kafka';
import { Readiness, RuntimeModule, createLogger } from '@renwatch/runtime';
import {
  alertsRepository,
  decisionsRepository,
  lookBacksRepository,
  openDatabase,
  progressRepository,
  type Database,
  type LatestDecision,
} from '@renwatch/store';
import {
  createDatabase,
  prepareForServices,
  testKafkaBrokers,
  waitFor,
  type TestDatabase,
} from '@renwatch/testing';
import { readInferenceConfiguration } from './config';
import { InferenceModule } from './inference.module';

const WAIT_MS = 60_000;
const DRAIN_MS = 1_000;
/** The topics' limit follows from it. */
const MAX_FRAME_BYTES = 256 * 1024;
const TOPICS = [hl7MessagesTopic, akiAlertsTopic, deadLettersTopic].map((spec) =>
  spec({ ...DEFAULT_TOPIC_SIZING, partitions: 2, maxFrameBytes: MAX_FRAME_BYTES }),
);
const quiet = createLogger({ service: 'inference', level: 'silent' });

/**
 * Inference on the project's broker and a database of its own, under a consumer group of its own: it sees what other
 * spec files send too, so a spec looks at its own patients alone.
 */
export class InferenceRun {
  private readonly replicas = new Set<INestApplicationContext>();

  private constructor(
    private readonly group: string,
    private readonly brokers: readonly string[],
    private readonly client: ReturnType<typeof createKafkaClient>,
    private readonly producer: BatchingProducer,
    private readonly database: TestDatabase,
    private readonly databaseUrl: string,
    readonly db: Database,
  ) {}

  /** @param brokers default: the project's */
  static async begin(group: string, brokers = [testKafkaBrokers()].flat()): Promise<InferenceRun> {
    const client = createKafkaClient({ brokers, clientId: 'spec', log: quiet });
    await ensureTopics({ client, topics: TOPICS, log: quiet });
    const producer = new BatchingProducer({
      client,
      maxBatchBytes: 1_000_000,
      maxBatchMessages: 100,
      maxWaitingBytes: 10_000_000,
      sendTimeoutMs: 10_000,
    });
    const database = await createDatabase();
    const { inference } = await prepareForServices(database.url);
    const db = openDatabase({ url: database.url, applicationName: 'spec' });
    return new InferenceRun(group, brokers, client, producer, database, inference, db);
  }

  /** Starts a replica and waits until it is ready. */
  async start(settings: Record<string, string> = {}): Promise<INestApplicationContext> {
    const env = {
      KAFKA_BROKERS: this.brokers.join(','),
      KAFKA_GROUP: this.group,
      DATABASE_URL: this.databaseUrl,
      MAX_FRAME_BYTES: String(MAX_FRAME_BYTES),
      ...settings,
    };
    const module = InferenceModule.with(readInferenceConfiguration({ env }));
    const runtime = RuntimeModule.forService({ service: 'inference', logger: quiet });
    class Root {}
    const replica = await NestFactory.createApplicationContext(
      { module: Root, imports: [runtime, module] },
      { logger: false, abortOnError: false },
    );
    this.replicas.add(replica);
    const readiness = replica.get(Readiness);
    await waitFor(() => readiness.isReady, { timeoutMs: WAIT_MS, what: 'a ready replica of inference' });
    return replica;
  }

  /** Removes `hl7.messages` with everything on it and creates it again. */
  async recreateMessages(): Promise<void> {
    await removeTopics({ client: this.client, topics: [HL7_MESSAGES] });
    await ensureTopics({ client: this.client, topics: TOPICS, log: quiet });
  }

  /** Waits until each of these patients has a decision. */
  async untilDecided(mrns: readonly string[]): Promise<void> {
    const isDone = async () => {
      const decided = new Set((await this.decided(mrns)).map(({ mrn }) => mrn));
      return mrns.every((mrn) => decided.has(mrn));
    };
    await waitFor(isDone, { timeoutMs: WAIT_MS, what: `decisions about ${mrns.join(', ')}` });
  }

  async stop(replica: INestApplicationContext): Promise<void> {
    this.replicas.delete(replica);
    await replica.close();
  }

  async send(records: readonly (Hl7MessageRecord | Buffer)[]): Promise<void> {
    await Promise.all(
      records.map((record) =>
        this.producer.send({
          topic: HL7_MESSAGES,
          ...(Buffer.isBuffer(record) ? { key: 'local|1', value: record } : encodeHl7Message(record)),
        }),
      ),
    );
  }

  /** Sends, and waits until everything written so far is decided, by the database's own account, and published. */
  async process(records: readonly (Hl7MessageRecord | Buffer)[]): Promise<void> {
    await this.send(records);
    await waitFor(
      async () => {
        const progress = await progressRepository.all(this.db, HL7_MESSAGES);
        const next = new Map(progress.map((row) => [row.partition, row.nextOffset]));
        const offsets = await topicOffsets({ client: this.client, groupId: this.group, topic: HL7_MESSAGES });
        const processed = offsets.every(({ partition, logEnd }) => logEnd <= (next.get(partition) ?? 0n));
        return processed && (await alertsRepository.unpublishedCount(this.db)) === 0;
      },
      { timeoutMs: WAIT_MS, what: 'every message to be processed' },
    );
  }

  /** The newest decision about each result of these patients with what it looked back on, in order of MRN and time. */
  async decided(mrns: readonly string[]): Promise<LatestDecision[]> {
    const all: LatestDecision[] = [];
    for await (const decision of decisionsRepository.latestForAll(this.db)) all.push(decision);
    const own = all
      .filter(({ mrn }) => mrns.includes(mrn))
      .sort((a, b) => (a.mrn + a.observedAt < b.mrn + b.observedAt ? -1 : 1));
    const ids = own.map(({ id }) => id);
    const lookBacks = await lookBacksRepository.of(this.db, ids);
    return own.map((decision) => {
      const earlier = lookBacks.get(decision.id) ?? [];
      const history = earlier.map(({ id }) => id);
      return { ...decision, history, historyRevisions: earlier.map(({ revision }) => revision) };
    });
  }

  /** Returns the patients' alerts from the outbox, oldest first; `process` waits until they are on their topic. */
  async alertsOf(...mrns: string[]): Promise<AkiAlertRecord[]> {
    const sql = `SELECT record FROM alerts WHERE record->'patient'->>'mrn' = ANY ($1) ORDER BY created_at`;
    return (await this.db.query<{ record: AkiAlertRecord }>(sql, [mrns])).map(({ record }) => record);
  }

  /** Returns the records of a topic, each once: the inference of other spec files writes the same ones with the same ids. */
  async recordsOf<T extends { id: string }>(
    topic: string,
    decode: (value: Buffer | null) => T,
  ): Promise<T[]> {
    const found = new Map<string, T>();
    for await (const batch of readTopic({ client: this.client, topic, from: 'beginning' })) {
      for (const { value } of batch.messages) found.set(decode(value).id, decode(value));
    }
    return [...found.values()];
  }

  /** The partition each key's messages are on. */
  async partitions(): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for await (const { partition, messages } of readTopic({
      client: this.client,
      topic: HL7_MESSAGES,
      from: 'beginning',
    })) {
      for (const { key } of messages) found.set(String(key), partition);
    }
    return found;
  }

  async end(): Promise<void> {
    for (const replica of this.replicas) await replica.close();
    await this.producer.close({ drainMs: DRAIN_MS });
    await this.db.close({ drainMs: DRAIN_MS });
    await this.database.drop();
  }
}
