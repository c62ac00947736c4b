import { AKI_ALERTS, encodeAkiAlert, type AkiAlertRecord } from '@renwatch/events';
import { type CrashPoints, type Tracer } from '@renwatch/runtime';
import { pause } from '@renwatch/timing';

export interface AlertProducer {
  /** Resolves when the brokers have the record (`acks=all`). */
  send(record: {
    topic: string;
    key: string;
    value: Buffer;
    traceparent?: string | undefined;
  }): Promise<void>;
}

/** The traces of the messages that alerts follow from, by the id of the message. */
type Traceparents = ReadonlyMap<string, string>;

/** The alerts table as an outbox. */
export interface OutboxStore {
  markPublished(alertIds: readonly string[]): Promise<void>;
  /**
   * Hands over alerts that were recorded more than `olderThanMs` ago and not published, and marks as published those
   * whose ids `publish` returns. Skips rows that another replica works on.
   */
  sweep(
    options: { olderThanMs: number; limit: number },
    publish: (alerts: readonly AkiAlertRecord[], traceparents: Traceparents) => Promise<readonly string[]>,
  ): Promise<number>;
}

export interface OutboxEvents {
  published(alerts: readonly AkiAlertRecord[]): void;
  /** Nothing is lost: the sweep publishes it later. */
  publishFailed(error: unknown): void;
  swept(count: number): void;
  /** The database is away; the next sweep tries again. */
  sweepDelayed(error: unknown): void;
}

export interface AlertOutboxOptions {
  producer: AlertProducer;
  store: OutboxStore;
  isRetriable: (error: unknown) => boolean;
  /** Younger alerts are left to the replica that recorded them. */
  sweepOlderThanMs: number;
  sweepLimit: number;
  sweepEveryMs: number;
  events: OutboxEvents;
  tracer: Tracer;
  /** For tests. */
  crashPoints?: Pick<CrashPoints, 'pass'>;
}

/** Publishes recorded alerts: each at once after its commit, and whatever that missed by a sweep. */
export class AlertOutbox {
  constructor(private readonly options: AlertOutboxOptions) {}

  /** Never throws: alerts that cannot be published now are swept later. */
  async publish(alerts: readonly AkiAlertRecord[], traceparents: Traceparents): Promise<void> {
    if (alerts.length === 0) return;
    const published = await this.send(alerts, traceparents);
    try {
      await this.options.store.markPublished(published);
    } catch (error) {
      this.options.events.publishFailed(error);
    }
  }

  /**
   * Sweeps until the signal aborts, at once again after a full sweep.
   * @throws errors of the store that no retry can fix
   */
  async keepSweeping(signal: AbortSignal): Promise<void> {
    const { isRetriable, events, sweepEveryMs, sweepLimit } = this.options;
    while (!signal.aborted) {
      const count = await this.sweep().catch((error: unknown) => {
        if (!isRetriable(error)) throw error;
        events.sweepDelayed(error);
        return 0;
      });
      if (count < sweepLimit) await pause(sweepEveryMs, signal);
    }
  }

  private async sweep(): Promise<number> {
    const { store, sweepOlderThanMs, sweepLimit, events } = this.options;
    const count = await store.sweep(
      { olderThanMs: sweepOlderThanMs, limit: sweepLimit },
      (alerts, traceparents) => this.send(alerts, traceparents),
    );
    if (count > 0) events.swept(count);
    return count;
  }

  /** Returns the ids of the alerts that the brokers have. */
  private async send(alerts: readonly AkiAlertRecord[], traceparents: Traceparents): Promise<string[]> {
    const { events, crashPoints } = this.options;
    const outcomes = await Promise.allSettled(
      alerts.map((alert) => this.sendOne(alert, traceparents.get(alert.messageId))),
    );
    const published = alerts.filter((_alert, i) => outcomes[i]?.status === 'fulfilled');
    for (const outcome of outcomes) if (outcome.status === 'rejected') events.publishFailed(outcome.reason);
    if (published.length > 0) {
      events.published(published);
      crashPoints?.pass('inference.published');
    }
    return published.map((alert) => alert.id);
  }
  private async sendOne(alert: AkiAlertRecord, parent: string | undefined): Promise<void> {
    const { producer, tracer } = this.options;
    const { id: alertId, decisionId, messageId } = alert;
    const attributes = { topic: AKI_ALERTS, alertId, decisionId, messageId };
    const span = tracer.start('publish', { parent, attributes });
    try {
      await producer.send({ topic: AKI_ALERTS, ...encodeAkiAlert(alert), traceparent: span.traceparent });
      span.end();
    } catch (error) {
      span.end({ fault: error instanceof Error ? error.name : 'unknown' });
      throw error;
    }
  }
}
