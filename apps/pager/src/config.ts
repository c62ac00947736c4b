import {
  commonSettings,
  databaseSettings,
  kafkaFaults,
  kafkaSettings,
  loadConfiguration,
  setting,
  type Configuration,
  type ConfigurationSource,
} from '@renwatch/runtime';

const settings = {
  ...commonSettings,
  ...kafkaSettings,
  ...databaseSettings,
  groupId: setting.text('KAFKA_GROUP', { describe: 'the consumer group', fallback: 'pager' }),
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
  return loadConfiguration(settings, source, kafkaFaults);
}
