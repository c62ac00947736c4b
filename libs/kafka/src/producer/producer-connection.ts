import { Partitioners, type Producer } from 'kafkajs';
import { backoffMs, finishesWithin, pause, withDeadline } from '@renwatch/timing';
import { type KafkaClient } from '../client/kafka-client';
import { type KafkaSession } from '../client/kafka-session';
import { KafkaUnavailableError } from '../error/kafka-unavailable.error';
import { type ProducerEvents } from './producer.events';

const RECONNECT = { minMs: 100, maxMs: 2_000 };
const METADATA_MAX_AGE_MS = 30_000;
/** How often an idle producer asks whether the broker still answers: without writes nothing else would tell. */
const PROBE_EVERY_MS = 5_000;
/** We retry ourselves: a kafkajs producer that failed is thrown away, connection and all. */
const NO_RETRY = { retries: 0, initialRetryTime: 50, maxRetryTime: 50, factor: 0, multiplier: 1 };

interface Live {
  producer: Producer;
  end(): void;
}

/** Keeps one kafkajs producer connected, making a new one whenever it is discarded or loses its connections. */
export class ProducerConnection {
  private readonly closed = new AbortController();
  private live: Live | undefined;
  private connecting: Promise<Producer> | undefined;
  private lastAnswerMs = 0;

  constructor(private readonly options: { client: KafkaClient; events: ProducerEvents }) {}

  get isConnected(): boolean {
    return this.live !== undefined;
  }

  /**
   * Waits for the broker, for as long as it takes.
   * @throws KafkaUnavailableError once closed
   */
  producer(): Promise<Producer> {
    if (this.live !== undefined) return Promise.resolve(this.live.producer);
    this.connecting ??= this.connect().finally(() => (this.connecting = undefined));
    return this.connecting;
  }

  /** The broker has just answered a write: no need to ask whether it does. */
  answered(): void {
    this.lastAnswerMs = performance.now();
  }

  /** Drops a faulty producer, if it is still the one in use, and connects a new one. */
  discard(producer: Producer): void {
    if (this.live?.producer !== producer) return;
    this.live.end();
    this.live = undefined;
    this.producer().catch(() => undefined);
  }

  /** Idempotent. */
  async close({ timeoutMs }: { timeoutMs: number }): Promise<void> {
    this.closed.abort();
    const live = this.live;
    this.live = undefined;
    if (live === undefined) return;
    await finishesWithin(live.producer.disconnect(), timeoutMs).catch(() => undefined);
    live.end();
  }

  private async connect(): Promise<Producer> {
    const { events } = this.options;
    for (let attempt = 1; !this.closed.signal.aborted; attempt += 1) {
      try {
        this.live = await this.open();
        events.connected?.();
        return this.live.producer;
      } catch (error) {
        const retryInMs = backoffMs(attempt, RECONNECT);
        events.unavailable?.({ error: error as Error, attempt, retryInMs });
        await pause(retryInMs, this.closed.signal);
      }
    }
    throw new KafkaUnavailableError('producer is closed');
  }

  private async open(): Promise<Live> {
    const { client } = this.options;
    const session = client.openSession({ onDisconnected: () => this.discard(producer) });
    const producer = session.kafka.producer({
      // kafkajs's idempotent producer loses acknowledged messages after a send that was given up.
      idempotent: false,
      // The partitioner of Java clients, so that all clients agree on a key's partition.
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      metadataMaxAge: METADATA_MAX_AGE_MS,
      retry: NO_RETRY,
    });
    try {
      await withDeadline(producer.connect(), {
        timeoutMs: client.patienceMs,
        name: 'connecting the producer',
      });
      this.closed.signal.throwIfAborted();
    } catch (error) {
      session.sockets.end();
      throw error;
    }
    this.answered();
    const probe = this.probeRegularly(session, () => this.discard(producer));
    return {
      producer,
      end: () => {
        clearInterval(probe);
        session.sockets.end();
      },
    };
  }

  private probeRegularly({ kafka }: KafkaSession, onSilence: () => void): NodeJS.Timeout {
    const admin = kafka.admin({ retry: NO_RETRY });
    const ask = async () => {
      await admin.connect();
      await admin.describeCluster();
      this.answered();
    };
    let asking = false;
    return setInterval(() => {
      if (asking || performance.now() - this.lastAnswerMs < PROBE_EVERY_MS) return;
      asking = true;
      withDeadline(ask(), { timeoutMs: this.options.client.requestTimeoutMs, name: 'probing the broker' })
        .catch(onSilence)
        .finally(() => (asking = false));
    }, PROBE_EVERY_MS / 4);
  }
}
