import { type ConnectionOptions } from 'node:tls';
import { Kafka, logLevel, type logCreator, type SASLOptions } from 'kafkajs';
import { type KafkaLog } from './kafka-log.port';
import { type KafkaSession } from './kafka-session';
import { kafkajsLog } from './kafkajs-log';
import { SessionSockets } from './session-sockets';

export interface KafkaClientOptions {
  /** `host:port` of one or more brokers, from which the others are discovered. */
  brokers: string[];
  clientId: string;
  /** Called for each connection, so that renewed certificates are used. Without it connections are plain. */
  tls?: () => ConnectionOptions;
  sasl?: KafkaSasl;
  log: KafkaLog;
  /** Default 3 s. */
  connectionTimeoutMs?: number;
  /** A broker that does not answer in this time counts as lost. Default 5 s. */
  requestTimeoutMs?: number;
}

export type KafkaSasl = Extract<SASLOptions, { username: string }>;

export interface SessionOptions {
  /** The last open connection has closed. */
  onDisconnected?: () => void;
  /** How often kafkajs itself tries to connect, twice a second, before it gives up. Default 5. */
  connectRetries?: number;
}

/** All five are set: kafkajs's defaults differ under NODE_ENV=test. */
const CLUSTER_RETRY = { retries: 5, initialRetryTime: 100, maxRetryTime: 500, factor: 0.2, multiplier: 2 };

/** Knows how to reach a Kafka cluster; opens no connection by itself. */
export class KafkaClient {
  readonly log: KafkaLog;
  readonly clientId: string;
  readonly connectionTimeoutMs: number;
  readonly requestTimeoutMs: number;

  private readonly logCreator: logCreator;

  constructor(private readonly options: KafkaClientOptions) {
    this.log = options.log;
    this.logCreator = kafkajsLog(options.log);
    this.clientId = options.clientId;
    this.connectionTimeoutMs = options.connectionTimeoutMs ?? 3_000;
    this.requestTimeoutMs = options.requestTimeoutMs ?? 5_000;
  }

  /** Time after which a kafkajs call, with its own retries, counts as failed. */
  get patienceMs(): number {
    return 2 * (this.connectionTimeoutMs + this.requestTimeoutMs);
  }

  openSession({ onDisconnected = () => undefined, connectRetries }: SessionOptions = {}): KafkaSession {
    const { brokers, clientId, tls, sasl } = this.options;
    const sockets = new SessionSockets({ onNone: onDisconnected, tls });
    const kafka = new Kafka({
      // kafkajs retries connecting as long as it has addresses.
      brokers: () => (sockets.hasEnded ? [] : brokers),
      clientId,
      // SessionSockets provides the TLS options.
      ...(tls === undefined ? {} : { ssl: {} }),
      ...(sasl === undefined ? {} : { sasl }),
      connectionTimeout: this.connectionTimeoutMs,
      authenticationTimeout: this.connectionTimeoutMs,
      requestTimeout: this.requestTimeoutMs,
      enforceRequestTimeout: true,
      retry: { ...CLUSTER_RETRY, ...(connectRetries === undefined ? {} : { retries: connectRetries }) },
      socketFactory: sockets.factory,
      logLevel: logLevel.INFO,
      logCreator: this.logCreator,
    });
    return { kafka, sockets };
  }
}

export function createKafkaClient(options: KafkaClientOptions): KafkaClient {
  return new KafkaClient(options);
}
