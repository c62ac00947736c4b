import { CompressionTypes, type Producer, type TopicMessages } from 'kafkajs';
import { backoffMs, finishesWithin, pause, withDeadline } from '@renwatch/timing';
import { type KafkaClient } from '../client/kafka-client';
import { KafkaUnavailableError } from '../error/kafka-unavailable.error';
import { ProducerFullError } from '../error/producer-full.error';
import { RecordTooLargeError } from '../error/record-too-large.error';
import { headersOf, type OutgoingRecord } from './outgoing-record';
import { allSettled, PendingSend, recordFault } from './pending-send';
import { ProducerConnection } from './producer-connection';
import { type ProducerEvents } from './producer.events';
import { SendQueue } from './send-queue';

export interface BatchingProducerOptions {
  client: KafkaClient;
  /** Maximum of one write. Keep it below the topics' `max.message.bytes`, which limits a partition's whole share. */
  maxBatchBytes: number;
  maxBatchMessages: number;
  /** Maximum of all records that are not yet written. */
  maxWaitingBytes: number;
  /** From `send()` until its promise fails. */
  sendTimeoutMs: number;
  compression?: 'none' | 'gzip';
  events?: ProducerEvents;
}

/** Brokers close the connection on a larger request (`socket.request.max.bytes`), without a word. */
const MAX_REQUEST_BYTES = 100 * 1024 * 1024 - 64 * 1024;
const RETRY = { minMs: 50, maxMs: 1_000 };

/**
 * Writes records with group commit: whatever waits goes into the next write, one write is under way at a time, and
 * each is acknowledged by all in-sync replicas. So the order of `send()` is the order in each partition, and a record
 * may be written twice (its consumers remove repeats by its id) but is never lost once its promise resolved.
 */
export class BatchingProducer {
  private readonly queue = new SendQueue();
  private readonly connection: ProducerConnection;
  private readonly events: ProducerEvents;
  private readonly unsettled = new Set<PendingSend>();
  private readonly ended = new AbortController();
  private unsettledBytes = 0;
  private writing = false;
  private failing = false;
  private lastFault: Error | undefined;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: BatchingProducerOptions) {
    this.events = options.events ?? {};
    this.connection = new ProducerConnection({
      client: options.client,
      events: {
        connected: () => this.events.connected?.(),
        unavailable: (info) => {
          this.lastFault = info.error;
          this.events.unavailable?.(info);
        },
      },
    });
  }

  /** The broker answers, and nothing waits for a write that failed. */
  get healthy(): boolean {
    const stuck = this.failing && this.unsettled.size > 0;
    return this.connection.isConnected && !stuck && this.closing === undefined;
  }

  /**
   * Waits for the broker, for as long as it takes. Not needed before `send()`.
   * @throws KafkaUnavailableError when closed meanwhile
   */
  async connect(): Promise<void> {
    await this.connection.producer();
  }

  /**
   * Resolves once the record is written to all in-sync replicas.
   * @throws KafkaUnavailableError (retriable) when it was not within `sendTimeoutMs`; it may have been written all the same
   * @throws ProducerFullError (retriable) when too many bytes wait
   * @throws RecordTooLargeError, RecordRejectedError (not retriable) about this record alone
   */
  async send(record: OutgoingRecord): Promise<void> {
    const { maxWaitingBytes, sendTimeoutMs } = this.options;
    if (this.closing !== undefined) throw new KafkaUnavailableError('producer is closed');
    const send = new PendingSend(record);
    if (send.bytes > MAX_REQUEST_BYTES) throw new RecordTooLargeError(record.topic, send.bytes);
    if (this.unsettledBytes > 0 && this.unsettledBytes + send.bytes > maxWaitingBytes) {
      throw new ProducerFullError(`${this.unsettledBytes} bytes are waiting to be written`);
    }
    this.hold(send);
    send.expireAfter(sendTimeoutMs, () => this.notWritten(`record not written within ${sendTimeoutMs} ms`));
    this.queue.push(send);
    if (!this.writing) {
      this.writing = true;
      // Later in this turn of the event loop more may come: they share the write.
      setImmediate(() => void this.writeAll());
    }
    return send.outcome;
  }

  /** Resolves when everything sent so far is written or has failed. */
  async flush(): Promise<void> {
    await allSettled([...this.unsettled]);
  }

  /** Takes nothing more, writes what waits for at most `drainMs`, fails the rest. Idempotent. */
  close({ drainMs }: { drainMs: number }): Promise<void> {
    this.closing ??= this.drainAndEnd(drainMs);
    return this.closing;
  }

  private async drainAndEnd(drainMs: number): Promise<void> {
    const start = performance.now();
    await finishesWithin(this.flush(), drainMs);
    for (const send of this.unsettled) send.fail(this.notWritten('producer was closed'));
    this.ended.abort();
    await this.connection.close({ timeoutMs: Math.max(500, drainMs - (performance.now() - start)) });
  }

  private hold(send: PendingSend): void {
    this.unsettled.add(send);
    this.unsettledBytes += send.bytes;
    const release = () => {
      this.unsettled.delete(send);
      this.unsettledBytes -= send.bytes;
    };
    send.outcome.then(release, release);
  }

  private notWritten(message: string): KafkaUnavailableError {
    return new KafkaUnavailableError(message, this.lastFault === undefined ? {} : { cause: this.lastFault });
  }

  private async writeAll(): Promise<void> {
    while (this.queue.length > 0) await this.write(this.queue.takeBatch(this.options));
    this.writing = false;
  }

  /** Until each record of the batch is written, refused or out of time. */
  private async write(batch: readonly PendingSend[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const open = batch.filter((send) => !send.settled);
      if (open.length === 0) return;
      const producer = await Promise.race([this.connection.producer(), allSettled(open)]).catch(
        () => undefined,
      );
      if (producer === undefined) continue;

      const fault = await this.tryWrite(producer, open);
      if (fault === undefined) return;
      this.events.batchFailed?.({ records: open.length, error: fault, attempt });
      const [only] = open;
      const refusal = recordFault(fault, only as PendingSend);
      if (refusal !== undefined) {
        if (open.length === 1) return only?.fail(refusal);
        const middle = Math.ceil(open.length / 2);
        await this.write(open.slice(0, middle));
        return this.write(open.slice(middle));
      }
      this.lastFault = fault;
      this.failing = true;
      // Its answer may still come, on a connection that is to be forgotten.
      this.connection.discard(producer);
      await Promise.race([pause(backoffMs(attempt, RETRY), this.ended.signal), allSettled(open)]);
    }
  }

  private async tryWrite(producer: Producer, sends: readonly PendingSend[]): Promise<Error | undefined> {
    const { client, compression } = this.options;
    const start = performance.now();
    try {
      const writing = producer.sendBatch({
        acks: -1,
        timeout: client.requestTimeoutMs,
        compression: compression === 'gzip' ? CompressionTypes.GZIP : CompressionTypes.None,
        topicMessages: byTopic(sends),
      });
      await withDeadline(writing, { timeoutMs: client.patienceMs, name: 'writing a batch' });
    } catch (error) {
      return error as Error;
    }
    this.failing = false;
    this.lastFault = undefined;
    this.connection.answered();
    let bytes = 0;
    for (const send of sends) {
      bytes += send.bytes;
      send.succeed();
    }
    this.events.batchWritten?.({ records: sends.length, bytes, durationMs: performance.now() - start });
    return undefined;
  }
}

function byTopic(sends: readonly PendingSend[]): TopicMessages[] {
  const topics = new Map<string, TopicMessages>();
  for (const { record } of sends) {
    const { topic, key, value } = record;
    const headers = headersOf(record);
    const entry = topics.get(topic) ?? { topic, messages: [] };
    entry.messages.push({ key, value, ...(headers === undefined ? {} : { headers }) });
    topics.set(topic, entry);
  }
  return [...topics.values()];
}
