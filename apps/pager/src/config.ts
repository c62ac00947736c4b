import {
  type ConfigurationFault,
  commonSettings,
  databaseSettings,
  kafkaFaults,
  kafkaSettings,
  loadConfiguration,
  optionalSetting,
  schema,
  setting,
  tlsFileFaults,
  workSettings,
  type Configuration,
  type ConfigurationSource,
} from '@renwatch/runtime';

const settings = {
  ...commonSettings,
  ...kafkaSettings,
  ...databaseSettings,
  ...workSettings,
  groupId: setting('KAFKA_GROUP', schema.text, { help: 'Kafka consumer group', fallback: 'pager' }),
  pager: setting('PAGER_ADDRESS', schema.hostPort, {
    help: 'address that takes pages, host:port; as a flag, a port on this machine is enough',
    flag: 'pager',
    flagText: (text) => (/^\d+$/.test(text) ? `localhost:${text}` : text),
  }),
  pagerTls: setting('PAGER_TLS', schema.choice(['off', 'on']), {
    help: 'send pages over TLS',
    fallback: 'off',
  }),
  pagerTlsCa: optionalSetting('PAGER_TLS_CA', {
    help: 'PEM file of the authorities that signed the certificate of the page endpoint; default: those of Node',
  }),
  pagerTlsCert: optionalSetting('PAGER_TLS_CERT', {
    help: 'PEM file of our certificate, if the page endpoint requires one',
  }),
  pagerTlsKey: optionalSetting('PAGER_TLS_KEY', { help: 'PEM file of the key of PAGER_TLS_CERT' }),
  pagerToken: optionalSetting('PAGER_TOKEN', {
    help: 'bearer token for the page endpoint',
    secret: true,
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
  return loadConfiguration(settings, source, (given) => [...kafkaFaults(given), ...pagerFaults(given)]);
}

/** Visible ASCII: anything else could end the header or be read differently by the endpoint. */
const TOKEN = /^[\x21-\x7e]+$/;

function pagerFaults(given: Partial<PagerConfiguration>): ConfigurationFault[] {
  const { pagerTls: tls, pagerTlsCa: ca, pagerTlsCert: cert, pagerTlsKey: key, pagerToken } = given;
  const fault = (remedy: string) => ({ name: 'PAGER_TOKEN', value: undefined, remedy });
  const faults = tlsFileFaults('PAGER', { tls, ca, cert, key });
  if (pagerToken === undefined) return faults;
  if (tls === 'off') faults.push(fault('would be sent in clear text; give PAGER_TLS=on'));
  if (!TOKEN.test(pagerToken))
    faults.push(fault('has a blank, a line break or no ASCII; give one line of visible ASCII'));
  return faults;
}
