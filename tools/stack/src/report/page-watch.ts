import { type DeliveredPage } from './delivered-page';

/** The queries that the watch needs. */
export interface PageSource {
  query<R extends object>(text: string, parameters?: readonly unknown[]): Promise<R[]>;
}

/** A page is recorded shortly after its delivery, and several pagers record at once, so each look goes back a little. */
const LOOK_BACK_MS = 30_000;
const MAX_ROWS = 2_000;

const DELIVERED_SINCE = `
  SELECT p.alert_id AS "alertId", p.mrn, p.observed_local AS "observedLocal", p.source,
    coalesce((a.record->>'stage')::integer, p.level)::integer AS stage,
    (a.record->>'creatinineUmolPerL')::double precision AS "creatinineUmolPerL",
    (a.record->>'baselineUmolPerL')::double precision AS "baselineUmolPerL",
    (a.record->'model'->>'probability')::double precision AS probability,
    p.received_at AS "receivedAt", p.delivered_at AS "deliveredAt"
  FROM pages p LEFT JOIN alerts a ON a.id = p.alert_id
  WHERE p.delivered_at > $1 AND NOT p.alert_id = ANY ($2::uuid[])
  ORDER BY p.delivered_at, p.alert_id
  LIMIT ${MAX_ROWS}`;

/** Finds the pages delivered since it was made, each once. */
export class PageWatch {
  private readonly seen = new Map<string, number>();
  private sinceMs: number;

  constructor(private readonly options: { db: PageSource; startedAtMs: number }) {
    this.sinceMs = options.startedAtMs;
  }

  async poll(): Promise<DeliveredPage[]> {
    const { db, startedAtMs } = this.options;
    const fromMs = Math.max(startedAtMs, this.sinceMs - LOOK_BACK_MS);
    const pages = await db.query<DeliveredPage>(DELIVERED_SINCE, [
      new Date(fromMs).toISOString(),
      [...this.seen.keys()],
    ]);
    for (const page of pages) {
      const deliveredAtMs = Date.parse(page.deliveredAt);
      this.seen.set(page.alertId, deliveredAtMs);
      this.sinceMs = Math.max(this.sinceMs, deliveredAtMs);
    }
    for (const [id, deliveredAtMs] of this.seen) {
      if (deliveredAtMs < this.sinceMs - LOOK_BACK_MS) this.seen.delete(id);
    }
    return pages;
  }
}
