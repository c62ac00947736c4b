import { type FeedEntry, parseDialledFeeds, parseListenedFeeds, readFeedsFile } from '@renwatch/feeds';
import {
  commonSettings,
  type Configuration,
  type ConfigurationFault,
  type ConfigurationSource,
  feedSettings,
  kafkaFaults,
  kafkaAccessSettings,
  kafkaSettings,
  loadConfiguration,
  optionalSetting,
  type Parsed,
  schema,
  setting,
} from '@renwatch/runtime';
import { type Feed } from './feeds/feed';
import { type FeedDefaults, type FeedSources, readFeeds } from './feeds/read-feeds';
import { frameBounds } from './intake/frame-bounds';

/** Injection token of the GatewayConfiguration. */
export const CONFIGURATION = Symbol('configuration');

const KiB = 1024;
const MiB = 1024 * KiB;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

const settings = {
  ...commonSettings,
  maxFrameBytes: kafkaSettings.maxFrameBytes,
  kafkaBrokers: kafkaSettings.brokers,
  ...kafkaAccessSettings,
  topicPartitions: kafkaSettings.partitions,
  minReplication: kafkaSettings.replication,
  minInSyncReplicas: kafkaSettings.minInSyncReplicas,
  listen: setting('MLLP_LISTEN', schema.parsedBy(listenedFeedsOrDefault), {
    help: 'where to listen for feeds: port or host:port, options after ?, commas between; or off; default 2575, or off with FEEDS_FILE',
    fallback: '',
  }),
  dial: setting('MLLP_ADDRESS', schema.parsedBy(parseDialledFeeds), {
    help: 'feeds to dial: host:port, options after ?, commas between',
    flag: 'mllp',
    flagText: (text) => (/^\d+(?=\?|$)/.test(text) ? `localhost:${text}` : text),
    fallback: '',
  }),
  ...feedSettings,
  tlsCert: optionalSetting('MLLP_TLS_CERT', {
    help: 'PEM file of our certificate for feeds with tls=on, with the certificates between it and the authority',
  }),
  tlsKey: optionalSetting('MLLP_TLS_KEY', { help: 'PEM file of the key of MLLP_TLS_CERT' }),
  tlsCa: optionalSetting('MLLP_TLS_CA', {
    help: 'PEM file of the authorities that must have signed the certificates of such feeds',
  }),
  tlsCrl: optionalSetting('MLLP_TLS_CRL', {
    help: 'PEM file of the revocation lists of MLLP_TLS_CA, one of each authority; default: revocation is not checked',
  }),
  maxConnections: setting('MAX_CONNECTIONS', schema.integer(1, 100_000), {
    help: 'maximum number of open connections per listened feed; above it, a newcomer takes the place of a quiet connection of the peer with the most',
    fallback: '1000',
  }),
  idleTimeoutMs: setting('IDLE_TIMEOUT_MS', schema.integer(1, 30 * DAY_MS), {
    help: 'close a connection of a listened feed after this time without bytes, in ms; option idleTimeoutMs of a feed overrides it',
    fallback: String(HOUR_MS),
  }),
  frameTimeoutMs: setting('FRAME_TIMEOUT_MS', schema.integer(100, HOUR_MS), {
    help: 'longest time for a whole frame from its first byte, in ms; a quarter of it while others wait for that frame',
    fallback: '60000',
  }),
  maxPendingFrames: setting('MAX_PENDING_FRAMES', schema.integer(1, 10_000), {
    help: 'maximum number of unanswered frames per connection',
    fallback: '256',
  }),
  maxBytesInFlight: setting('MAX_BYTES_IN_FLIGHT', schema.integer(KiB, 4096 * MiB), {
    help: 'maximum size of unanswered frames of all feeds, in bytes; each feed has an equal share, each peer of a listened feed a quarter of that; at the limit sockets are not read',
    fallback: String(32 * MiB),
  }),
  maxLetterBytesPerHour: setting('DEAD_LETTER_BYTES_PER_HOUR', schema.integer(MiB, 1024 * 1024 * MiB), {
    help: 'maximum size of the dead letters of a feed in an hour, in bytes; refused messages beyond it are rejected and counted, not stored',
    fallback: String(256 * MiB),
  }),
  feedSessionTimeoutMs: setting('FEED_SESSION_TIMEOUT_MS', schema.integer(6_000, 60_000), {
    help: 'time after which the dialled feeds of a silent replica go to other replicas, in ms',
    fallback: '8000',
  }),
  kafkaSendTimeoutMs: setting('KAFKA_SEND_TIMEOUT_MS', schema.integer(100, 600_000), {
    help: 'longest time for a write before its connection is closed unanswered, in ms; senders wait 10 s or more',
    fallback: '8000',
  }),
  kafkaMaxBatchBytes: setting('KAFKA_MAX_BATCH_BYTES', schema.integer(KiB, 64 * MiB), {
    help: 'maximum size of one write, in bytes',
    fallback: String(4 * MiB),
  }),
  kafkaMaxBatchMessages: setting('KAFKA_MAX_BATCH_MESSAGES', schema.integer(1, 100_000), {
    help: 'maximum number of records in one write',
    fallback: '1000',
  }),
  kafkaMaxWaitingBytes: setting('KAFKA_MAX_WAITING_BYTES', schema.integer(KiB, 4096 * MiB), {
    help: 'maximum size of records that wait for a write, in bytes; a frame is read once up to ten times its size fits in',
    fallback: String(128 * MiB),
  }),
};

type GatewaySettings = Configuration<typeof settings>;
/** Settings that become part of the feeds. */
type FeedSetting = 'listen' | 'dial' | 'feedsFile' | keyof FeedDefaults;
export type GatewayConfiguration = Omit<GatewaySettings, FeedSetting> & {
  feeds: readonly Feed[];
  /** The sources of the feeds, kept to read them again. */
  feedSources: FeedSources;
};

/** @throws ConfigurationError with every fault at once */
export function readGatewayConfiguration(
  source: ConfigurationSource = { env: process.env, argv: process.argv.slice(2) },
): GatewayConfiguration {
  const { listen, dial, feedsFile, authority, timezone, idleTimeoutMs, ...others } = loadConfiguration(
    settings,
    source,
    (given) => [
      ...feedFaults(given),
      ...sizeFaults(given),
      ...kafkaFaults({ ...given, replication: given.minReplication }),
    ],
  );
  const { tlsCert, tlsKey, tlsCa, tlsCrl, ...rest } = others;
  const defaults = { authority, timezone, idleTimeoutMs, tlsCert, tlsKey, tlsCa, tlsCrl };
  const feedSources = { listen, dial, feedsFile, defaults };
  return { ...rest, feeds: readFeeds(feedSources).feeds, feedSources };
}

function listenedFeedsOrDefault(text: string): Parsed<FeedEntry[] | undefined> {
  return text === '' ? { ok: true, value: undefined } : parseListenedFeeds(text);
}

/** If a short form could not be read, only the faults of the file are added. */
function feedFaults(given: Partial<GatewaySettings>): readonly ConfigurationFault[] {
  const { dial, feedsFile, tlsCert, tlsKey, tlsCa, tlsCrl } = given;
  if (!('listen' in given) || !dial) return readFeedsFile(feedsFile).faults;
  // Names and ports do not depend on the other defaults.
  const files = { tlsCert, tlsKey, tlsCa, tlsCrl };
  const defaults = { authority: '', timezone: 'UTC', idleTimeoutMs: HOUR_MS, ...files };
  return readFeeds({ listen: given.listen, dial, feedsFile, defaults }).faults;
}

function sizeFaults(given: Partial<GatewaySettings>): ConfigurationFault[] {
  const { maxFrameBytes, maxBytesInFlight, kafkaMaxWaitingBytes } = given;
  if (maxFrameBytes === undefined) return [];
  const faults: ConfigurationFault[] = [];
  const atLeast = (name: string, value: number | undefined, least: number, why: string) => {
    if (value !== undefined && value < least)
      faults.push({ name, value: String(value), remedy: `give at least ${least}: ${why}` });
  };
  atLeast('MAX_BYTES_IN_FLIGHT', maxBytesInFlight, maxFrameBytes, 'one frame of MAX_FRAME_BYTES must fit');
  atLeast(
    'KAFKA_MAX_WAITING_BYTES',
    kafkaMaxWaitingBytes,
    2 * frameBounds(maxFrameBytes).recordsBytes,
    'the records of two batch frames of MAX_FRAME_BYTES must fit',
  );
  return faults;
}
