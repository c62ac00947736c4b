import {
  commonSettings,
  loadConfiguration,
  setting,
  type Configuration,
  type ConfigurationSource,
} from '@renwatch/runtime';

const settings = {
  ...commonSettings,
  brokers: setting.list('KAFKA_BROKERS', {
    describe: "Kafka's brokers, host:port",
    fallback: 'localhost:9092',
  }),
  groupId: setting.text('KAFKA_GROUP', { describe: 'the consumer group', fallback: 'pager' }),
  partitions: setting.integer('KAFKA_PARTITIONS', {
    describe: 'the partitions of a topic that is made; never lowered',
    min: 1,
    max: 10_000,
    fallback: '24',
  }),
  replication: setting.integer('KAFKA_REPLICATION', {
    describe: 'the replicas of a topic that is made',
    min: 1,
    max: 9,
    fallback: '1',
  }),
  minInSyncReplicas: setting.integer('KAFKA_MIN_INSYNC_REPLICAS', {
    describe: 'the replicas that must have a record before it is acknowledged',
    min: 1,
    max: 9,
    fallback: '1',
  }),
  maxFrameBytes: setting.integer('MAX_FRAME_BYTES', {
    describe: "the gateway's largest frame; the size of records follows from it",
    min: 1024,
    max: 64 * 1024 * 1024,
    fallback: String(4 * 1024 * 1024),
  }),
  databaseUrl: setting.text('DATABASE_URL', {
    describe: "PostgreSQL's URL, postgres://user:password@host:5432/renwatch",
    secret: true,
    fallback: 'postgres://renwatch@localhost:5432/renwatch',
  }),
  databaseConnections: setting.integer('DATABASE_CONNECTIONS', {
    describe: 'the most database sessions of this process',
    min: 2,
    max: 100,
    fallback: '6',
  }),
  pager: setting.hostPort('PAGER_ADDRESS', {
    describe: 'where pages are sent, host:port; as a flag, a port of this machine is enough',
    flag: 'pager',
    flagText: (text) => (/^\d+$/.test(text) ? `localhost:${text}` : text),
  }),
  requestTimeoutMs: setting.integer('PAGER_TIMEOUT_MS', {
    describe: 'how long the pager may take to answer',
    min: 10,
    max: 60_000,
    fallback: '5000',
  }),
  concurrency: setting.integer('PAGER_CONCURRENCY', {
    describe: 'the most pages that are on their way at once',
    min: 1,
    max: 1_000,
    fallback: '16',
  }),
  maxBackoffMs: setting.integer('PAGER_MAX_BACKOFF_MS', {
    describe: 'the longest wait between two attempts at one page',
    min: 100,
    max: 600_000,
    fallback: '5000',
  }),
};

export type PagerConfiguration = Configuration<typeof settings>;

/** @throws ConfigurationError with every fault at once */
export function readPagerConfiguration(
  source: ConfigurationSource = { env: process.env, argv: process.argv.slice(2) },
): PagerConfiguration {
  return loadConfiguration(settings, source);
}
