import { type ConfigurationFault } from '../config/configuration.error';
import { choice } from '../config/schemas';
import { optionalSetting, setting } from '../config/setting';
import { tlsFileFaults, tlsFileReader } from './tls-files';

const MECHANISMS = ['off', 'plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** How services connect to the Kafka brokers. */
export const kafkaAccessSettings = {
  kafkaTls: setting('KAFKA_TLS', choice(['off', 'on']), {
    help: 'connect to the brokers over TLS',
    fallback: 'off',
  }),
  kafkaTlsCa: optionalSetting('KAFKA_TLS_CA', {
    help: 'PEM file of the authorities that signed the certificates of the brokers; default: those of Node',
  }),
  kafkaTlsCert: optionalSetting('KAFKA_TLS_CERT', {
    help: 'PEM file of our certificate, if the brokers require one',
  }),
  kafkaTlsKey: optionalSetting('KAFKA_TLS_KEY', { help: 'PEM file of the key of KAFKA_TLS_CERT' }),
  kafkaSaslMechanism: setting('KAFKA_SASL_MECHANISM', choice(MECHANISMS), {
    help: 'how to log in at the brokers',
    fallback: 'off',
  }),
  kafkaSaslUsername: optionalSetting('KAFKA_SASL_USERNAME', { help: 'user name at the brokers' }),
  kafkaSaslPassword: optionalSetting('KAFKA_SASL_PASSWORD', {
    help: 'password at the brokers',
    secret: true,
  }),
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
  /** Reads the files at each call, so that new connections use renewed files. @throws the error of the file system */
  tls?: () => { ca?: Buffer; cert?: Buffer; key?: Buffer };
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
}

/** The options of a Kafka client that follow from these settings. */
export function kafkaAccess(configuration: KafkaAccessConfiguration): KafkaAccess {
  const { kafkaTls, kafkaTlsCa: ca, kafkaTlsCert: cert, kafkaTlsKey: key } = configuration;
  const { kafkaSaslMechanism: mechanism, kafkaSaslUsername, kafkaSaslPassword } = configuration;
  const user = { username: kafkaSaslUsername ?? '', password: kafkaSaslPassword ?? '' };
  return {
    ...(kafkaTls === 'on' ? { tls: tlsFileReader({ ca, cert, key }) } : {}),
    ...(mechanism === 'off' ? {} : { sasl: { mechanism, ...user } }),
  };
}

/** Finds faults between these settings, and in their files. */
export function kafkaAccessFaults(given: Partial<KafkaAccessConfiguration>): ConfigurationFault[] {
  const { kafkaTls: tls, kafkaTlsCa: ca, kafkaTlsCert: cert, kafkaTlsKey: key } = given;
  return [...tlsFileFaults('KAFKA', { tls, ca, cert, key }), ...saslFaults(given)];
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
          ? 'has no effect while KAFKA_SASL_MECHANISM is off; give a mechanism'
          : `is not set; KAFKA_SASL_MECHANISM=${mechanism} requires it`,
    }));
}
