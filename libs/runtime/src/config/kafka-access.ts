import { readFileSync } from 'node:fs';
import { type ConfigurationFault } from './configuration.error';
import { setting } from './setting';

const MECHANISMS = ['off', 'plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** How Kafka's brokers are spoken to. */
export const kafkaAccessSettings = {
  kafkaTls: setting.choice('KAFKA_TLS', {
    describe: 'whether the brokers are spoken to over TLS',
    of: ['off', 'on'] as const,
    fallback: 'off',
  }),
  kafkaTlsCa: setting.optional('KAFKA_TLS_CA', {
    describe: "the authorities of the brokers' certificates, a PEM file; without it those that Node knows",
  }),
  kafkaTlsCert: setting.optional('KAFKA_TLS_CERT', {
    describe: 'our certificate, where the brokers ask for one, a PEM file',
  }),
  kafkaTlsKey: setting.optional('KAFKA_TLS_KEY', { describe: 'its key, a PEM file' }),
  kafkaSaslMechanism: setting.choice('KAFKA_SASL_MECHANISM', {
    describe: 'how we log in at the brokers',
    of: MECHANISMS,
    fallback: 'off',
  }),
  kafkaSaslUsername: setting.optional('KAFKA_SASL_USERNAME', { describe: 'the user we log in as' }),
  kafkaSaslPassword: setting.optional('KAFKA_SASL_PASSWORD', { describe: 'its password', secret: true }),
};

export interface KafkaAccessConfiguration {
  kafkaTls: 'off' | 'on';
  kafkaTlsCa: string | undefined;
  kafkaTlsCert: string | undefined;
  kafkaTlsKey: string | undefined;
  kafkaSaslMechanism: (typeof MECHANISMS)[number];
  kafkaSaslUsername: string | undefined;
  kafkaSaslPassword: string | undefined;
}

export interface KafkaAccess {
  /** Reads the files at each call, so that renewed ones are used by new connections. @throws the system's error */
  tls?: () => { ca?: Buffer; cert?: Buffer; key?: Buffer };
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
}

/** The part of a Kafka client's options that these settings are. */
export function kafkaAccess(configuration: KafkaAccessConfiguration): KafkaAccess {
  const { kafkaTls, kafkaTlsCa, kafkaTlsCert, kafkaTlsKey } = configuration;
  const { kafkaSaslMechanism: mechanism, kafkaSaslUsername, kafkaSaslPassword } = configuration;
  const tls = () => ({
    ...(kafkaTlsCa === undefined ? {} : { ca: readFileSync(kafkaTlsCa) }),
    ...(kafkaTlsCert === undefined ? {} : { cert: readFileSync(kafkaTlsCert) }),
    ...(kafkaTlsKey === undefined ? {} : { key: readFileSync(kafkaTlsKey) }),
  });
  const user = { username: kafkaSaslUsername ?? '', password: kafkaSaslPassword ?? '' };
  return {
    ...(kafkaTls === 'on' ? { tls } : {}),
    ...(mechanism === 'off' ? {} : { sasl: { mechanism, ...user } }),
  };
}

/** What is wrong between these settings, or with their files. */
export function kafkaAccessFaults(given: Partial<KafkaAccessConfiguration>): ConfigurationFault[] {
  return [...tlsFaults(given), ...saslFaults(given)];
}

function tlsFaults(given: Partial<KafkaAccessConfiguration>): ConfigurationFault[] {
  const files = [
    { name: 'KAFKA_TLS_CA', value: given.kafkaTlsCa },
    { name: 'KAFKA_TLS_CERT', value: given.kafkaTlsCert },
    { name: 'KAFKA_TLS_KEY', value: given.kafkaTlsKey },
  ].filter(({ value }) => value !== undefined);
  if (given.kafkaTls === 'off')
    return files.map((file) => ({
      ...file,
      remedy: 'means nothing while KAFKA_TLS is off; give KAFKA_TLS=on',
    }));
  const faults = files.flatMap(({ name, value = '' }) => unreadable(name, value));
  const alone = (name: string, other: string) =>
    faults.push({ name, value: undefined, remedy: `is of no use alone; give ${other} too` });
  const [hasCert, hasKey] = [given.kafkaTlsCert !== undefined, given.kafkaTlsKey !== undefined];
  if (hasCert && !hasKey) alone('KAFKA_TLS_CERT', 'KAFKA_TLS_KEY');
  if (hasKey && !hasCert) alone('KAFKA_TLS_KEY', 'KAFKA_TLS_CERT');
  return faults;
}

function saslFaults(given: Partial<KafkaAccessConfiguration>): ConfigurationFault[] {
  const { kafkaSaslMechanism: mechanism, kafkaSaslUsername, kafkaSaslPassword } = given;
  if (mechanism === undefined) return [];
  const users = [
    { name: 'KAFKA_SASL_USERNAME', value: kafkaSaslUsername },
    { name: 'KAFKA_SASL_PASSWORD', value: kafkaSaslPassword },
  ];
  return users
    .filter(({ value }) => (value === undefined) !== (mechanism === 'off'))
    .map(({ name }) => ({
      name,
      value: undefined,
      remedy:
        mechanism === 'off'
          ? 'means nothing while KAFKA_SASL_MECHANISM is off; give a mechanism'
          : `is not set; KAFKA_SASL_MECHANISM=${mechanism} asks for it`,
    }));
}

function unreadable(name: string, file: string): ConfigurationFault[] {
  try {
    readFileSync(file);
    return [];
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return [{ name, value: file, remedy: `cannot be read (${code}); name a readable file` }];
  }
}
