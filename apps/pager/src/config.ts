import {
  commonSettings,
  databaseSettings,
  kafkaFaults,
  kafkaSettings,
  loadConfiguration,
  schema,
  setting,
  type Configuration,
  type ConfigurationSource,
} from '@renwatch/runtime';

const settings = {
  ...commonSettings,
  ...kafkaSettings,
  ...databaseSettings,
  groupId: setting('KAFKA_GROUP', schema.text, { help: 'Kafka consumer group', fallback: 'pager' }),
  pager: setting('PAGER_ADDRESS', schema.hostPort, {
    help: 'address that takes pages, host:port; as a flag, a port on this machine is enough',
    flag: 'pager',
    flagText: (text) => (/^\d+$/.test(text) ? `localhost:${text}` : text),
  }),
  requestTimeoutMs: setting('PAGER_TIMEOUT_MS', schema.integer(10, 60_000), {
    help: 'longest time the pager may take to answer, in ms',
    fallback: '5000',
  }),
  concurrency: setting('PAGER_CONCURRENCY', schema.integer(1, 1_000), {
    help: 'maximum number of stage 1 pages sent at the same time; a quarter as many again are kept for stage 2, and for stage 3',
    fallback: '16',
  }),
  maxBackoffMs: setting('PAGER_MAX_BACKOFF_MS', schema.integer(100, 600_000), {
    help: 'longest wait before a page is sent again that surely did not arrive, in ms',
    fallback: '5000',
  }),
  maxRepeatBackoffMs: setting('PAGER_MAX_REPEAT_BACKOFF_MS', schema.integer(100, 3_600_000), {
    help: 'longest wait before a page is sent again that may have arrived, in ms',
    fallback: '120000',
  }),
};

export type PagerConfiguration = Configuration<typeof settings>;

/** Injection token of the PagerConfiguration. */
export const CONFIGURATION = Symbol('pager configuration');

/** @throws ConfigurationError with every fault at once */
export function readPagerConfiguration(
  source: ConfigurationSource = { env: process.env, argv: process.argv.slice(2) },
): PagerConfiguration {
  return loadConfiguration(settings, source, kafkaFaults);
}
