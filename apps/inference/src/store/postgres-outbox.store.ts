import { type AkiAlertRecord } from '@renwatch/events';
import { alertsRepository, type Database } from '@renwatch/store';
import { type OutboxStore } from '../publish/alert.outbox';

/** Keeps the outbox in PostgreSQL's alerts table. */
export class PostgresOutboxStore implements OutboxStore {
  constructor(private readonly db: Database) {}

  markPublished(alertIds: readonly string[]): Promise<void> {
    return alertsRepository.markPublished(this.db, alertIds);
  }

  sweep(
    options: { olderThanMs: number; limit: number },
    publish: (
      alerts: readonly AkiAlertRecord[],
      traceparents: ReadonlyMap<string, string>,
    ) => Promise<readonly string[]>,
  ): Promise<number> {
    return this.db.transaction(async (tx) => {
      const rows = await alertsRepository.claimUnpublished(tx, options);
      if (rows.length === 0) return 0;
      const traceparents = new Map<string, string>();
      const alerts = rows.map(({ record, traceparent }) => {
        const alert = record as AkiAlertRecord;
        if (traceparent) traceparents.set(alert.messageId, traceparent);
        return alert;
      });
      const published = await publish(alerts, traceparents);
      await alertsRepository.markPublished(tx, published);
      return published.length;
    });
  }
}
