import {
  commonSettings,
  type ConfigurationFault,
  type ConfigurationSource,
  feedSettings,
  kafkaFaults,
  kafkaAccessSettings,
  kafkaSettings,
  loadConfiguration,
  setting,
} from '@renwatch/runtime';
import {
  dialledFeed,
  type FeedDefaults,
  listenedFeed,
  parseDialledFeeds,
  parseListenedFeeds,
} from './configuration/parse-feeds';
import { type Feed } from './feed/feed';
import { frameBounds } from './intake/frame-bounds';
import { readTlsFiles } from './tls/read-tls-files';
import { TlsFilesError } from './tls/tls-files.error';

const KiB = 1024;
const MiB = 1024 * KiB;

const settings = {
  ...commonSettings,
  maxFrameBytes: kafkaSettings.maxFrameBytes,
  kafkaBrokers: kafkaSettings.brokers,
  ...kafkaAccessSettings,
  topicPartitions: kafkaSettings.partitions,
  minReplication: kafkaSettings.replication,
  minInSyncReplicas: kafkaSettings.minInSyncReplicas,
  listen: setting.custom('MLLP_LISTEN', {
    describe: 'where to listen for feeds: port or host:port, with options after ?, commas between; or off',
    fallback: '2575',
    parse: parseListenedFeeds,
  }),
  dial: setting.custom('MLLP_ADDRESS', {
    describe: 'the feeds to dial: host:port, with options after ?, commas between',
    flag: 'mllp',
    flagText: (text) => (/^\d+(?=\?|$)/.test(text) ? `localhost:${text}` : text),
    fallback: '',
    parse: parseDialledFeeds,
  }),
  ...feedSettings,
  tlsCert: setting.optional('MLLP_TLS_CERT', {
    describe: 'our certificate for feeds with tls=on, a PEM file with those between it and the authority',
  }),
  tlsKey: setting.optional('MLLP_TLS_KEY', { describe: 'its key, a PEM file' }),
  tlsCa: setting.optional('MLLP_TLS_CA', {
    describe: 'the authorities that the certificates of such feeds must come from, a PEM file',
  }),
  maxConnections: setting.integer('MAX_CONNECTIONS', {
    describe: 'open connections of each listened feed',
    min: 1,
    max: 100_000,
    fallback: '1000',
  }),
  maxPendingFrames: setting.integer('MAX_PENDING_FRAMES', {
    describe: 'frames of one connection that are received and not answered',
    min: 1,
    max: 10_000,
    fallback: '256',
  }),
  maxBytesInFlight: setting.integer('MAX_BYTES_IN_FLIGHT', {
    describe:
      'bytes of all connections that are received and not answered; at the limit sockets are not read',
    min: KiB,
    max: 4096 * MiB,
    fallback: String(32 * MiB),
  }),
  feedSessionTimeoutMs: setting.integer('FEED_SESSION_TIMEOUT_MS', {
    describe: 'how long a replica may be silent until its dialled feeds are given to others',
    min: 6_000,
    max: 60_000,
    fallback: '8000',
  }),
  kafkaSendTimeoutMs: setting.integer('KAFKA_SEND_TIMEOUT_MS', {
    describe:
      'how long a write may take before its connection is closed unanswered; senders wait 10 s and more',
    min: 100,
    max: 600_000,
    fallback: '8000',
  }),
  kafkaMaxBatchBytes: setting.integer('KAFKA_MAX_BATCH_BYTES', {
    describe: 'bytes of one write',
    min: KiB,
    max: 64 * MiB,
    fallback: String(4 * MiB),
  }),
  kafkaMaxBatchMessages: setting.integer('KAFKA_MAX_BATCH_MESSAGES', {
    describe: 'records of one write',
    min: 1,
    max: 100_000,
    fallback: '1000',
  }),
  kafkaMaxWaitingBytes: setting.integer('KAFKA_MAX_WAITING_BYTES', {
    describe:
      'bytes of records that wait for a write; a frame is mostly about twice its size as a record, a batch more',
    min: KiB,
    max: 4096 * MiB,
    fallback: String(128 * MiB),
  }),
};

export type GatewaySettings = ReturnType<typeof loadConfiguration<typeof settings>>;
type FeedSetting = 'listen' | 'dial' | keyof FeedDefaults;
export type GatewayConfiguration = Omit<GatewaySettings, FeedSetting> & {
  feeds: readonly Feed[];
};

/** @throws ConfigurationError with every fault */
export function loadGatewayConfiguration(source: ConfigurationSource): GatewayConfiguration {
  const { listen, dial, authority, timezone, tlsCert, tlsKey, tlsCa, ...rest } = loadConfiguration(
    settings,
    source,
    (given) => [
      ...feedFaults(given),
      ...sizeFaults(given),
      ...kafkaFaults({ ...given, replication: given.minReplication }),
    ],
  );
  return { ...rest, feeds: feedsOf({ listen, dial, authority, timezone, tlsCert, tlsKey, tlsCa }) };
}

export const configure = (): GatewayConfiguration =>
  loadGatewayConfiguration({ env: process.env, argv: process.argv.slice(2) });

function feedsOf({ listen, dial, ...defaults }: Pick<GatewaySettings, FeedSetting>): Feed[] {
  return [
    ...listen.map((entry) => listenedFeed(entry, defaults)),
    ...dial.map((entry) => dialledFeed(entry, defaults)),
  ];
}

function feedFaults({
  listen,
  dial,
  tlsCert,
  tlsKey,
  tlsCa,
}: Partial<GatewaySettings>): ConfigurationFault[] {
  if (!listen || !dial) return [];
  // Neither names nor ports come from the defaults.
  const feeds = feedsOf({ listen, dial, authority: '', timezone: 'UTC', tlsCert, tlsKey, tlsCa });
  const faults = feeds.flatMap(tlsFaults);
  if (feeds.length === 0) {
    faults.push({
      name: 'MLLP_LISTEN',
      value: 'off',
      remedy: 'leaves no feed; give a port, or MLLP_ADDRESS',
    });
  }
  for (const name of repeated(feeds.map((feed) => feed.name))) {
    faults.push({
      name: 'MLLP_LISTEN and MLLP_ADDRESS',
      value: name,
      remedy: 'names two feeds; give each its own ?name=',
    });
  }
  const listened = feeds.filter((feed) => feed.direction === 'listened');
  for (const port of repeated(listened.map((feed) => `${feed.host}:${feed.port}`))) {
    faults.push({ name: 'MLLP_LISTEN', value: port, remedy: 'is given twice; give each feed its own port' });
  }
  return faults;
}

function tlsFaults({ name, direction, tls }: Feed): ConfigurationFault[] {
  if (!tls) return [];
  try {
    readTlsFiles(tls);
    return [];
  } catch (error) {
    if (!(error instanceof TlsFilesError)) throw error;
    const variable = direction === 'listened' ? 'MLLP_LISTEN' : 'MLLP_ADDRESS';
    return [{ name: variable, value: name, remedy: error.message }];
  }
}

function sizeFaults(given: Partial<GatewaySettings>): ConfigurationFault[] {
  const { maxFrameBytes, maxBytesInFlight, kafkaMaxWaitingBytes } = given;
  if (maxFrameBytes === undefined) return [];
  const faults: ConfigurationFault[] = [];
  const atLeast = (name: string, value: number | undefined, least: number, why: string) => {
    if (value !== undefined && value < least)
      faults.push({ name, value: String(value), remedy: `give at least ${least}: ${why}` });
  };
  atLeast('MAX_BYTES_IN_FLIGHT', maxBytesInFlight, maxFrameBytes, 'one frame of MAX_FRAME_BYTES');
  atLeast(
    'KAFKA_MAX_WAITING_BYTES',
    kafkaMaxWaitingBytes,
    2 * frameBounds(maxFrameBytes).recordsBytes,
    'the records of one such frame, a batch, and as much beside them',
  );
  return faults;
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}
