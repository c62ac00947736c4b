import { AKI_ALERTS, encodeAkiAlert, type AkiAlertRecord } from '@renwatch/events';
import { type CrashPoints } from '@renwatch/runtime';

export interface AlertProducer {
  /** Resolves when the brokers have the record (`acks=all`). */
  send(record: { topic: string; key: string; value: Buffer }): Promise<void>;
}

/** The alerts table as an outbox. */
export interface OutboxStore {
  markPublished(alertIds: readonly string[]): Promise<void>;
  /**
   * Hands over alerts that were recorded more than `olderThanMs` ago and not published, and marks as published those
   * whose ids `publish` gives back. Rows another replica is at are skipped.
   */
  sweep(
    options: { olderThanMs: number; limit: number },
    publish: (alerts: readonly AkiAlertRecord[]) => Promise<readonly string[]>,
  ): Promise<number>;
}

export interface AlertOutboxOptions {
  producer: AlertProducer;
  store: OutboxStore;
  /** Younger alerts are left to whoever recorded them. */
  sweepOlderThanMs: number;
  sweepLimit: number;
  events: {
    published(alerts: readonly AkiAlertRecord[]): void;
    /** Left to the sweep; nothing is lost. */
    publishFailed(error: unknown): void;
    swept(count: number): void;
  };
  /** For tests. */
  crashPoints?: Pick<CrashPoints, 'pass'>;
}

/** Publishes recorded alerts: at once after the commit, and by a sweep what that did not get through. */
export class AlertOutbox {
  constructor(private readonly options: AlertOutboxOptions) {}

  /** Never throws: what cannot be published now is swept later. */
  async publish(alerts: readonly AkiAlertRecord[]): Promise<void> {
    if (alerts.length === 0) return;
    const published = await this.send(alerts);
    try {
      await this.options.store.markPublished(published);
    } catch (error) {
      this.options.events.publishFailed(error);
    }
  }

  /** One sweep; true where it was a full one and another may be due at once. */
  async sweep(): Promise<boolean> {
    const { store, sweepOlderThanMs, sweepLimit, events } = this.options;
    const count = await store.sweep({ olderThanMs: sweepOlderThanMs, limit: sweepLimit }, (alerts) =>
      this.send(alerts),
    );
    if (count > 0) events.swept(count);
    return count === sweepLimit;
  }

  /** The ids of those that the brokers have. */
  private async send(alerts: readonly AkiAlertRecord[]): Promise<string[]> {
    const { producer, events, crashPoints } = this.options;
    const outcomes = await Promise.allSettled(
      alerts.map((alert) => producer.send({ topic: AKI_ALERTS, ...encodeAkiAlert(alert) })),
    );
    const published = alerts.filter((_alert, i) => outcomes[i]?.status === 'fulfilled');
    for (const outcome of outcomes) if (outcome.status === 'rejected') events.publishFailed(outcome.reason);
    if (published.length > 0) {
      events.published(published);
      crashPoints?.pass('inference.published');
    }
    return published.map((alert) => alert.id);
  }
}
