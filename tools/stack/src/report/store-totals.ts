import { type PageSource } from './page-watch';

/** Counts over the whole database. */
export interface StoreTotals {
  /** Revisions count separately. */
  decisions: number;
  alerts: number;
  pagesDelivered: number;
  /** Alerts whose page is neither delivered nor refused, in the outbox, on Kafka or in the pager. */
  undeliveredPages: number;
}

const TOTALS = `
  SELECT (SELECT count(*) FROM decisions)::integer AS decisions,
    (SELECT count(*) FROM alerts)::integer AS alerts,
    (SELECT count(*) FROM pages WHERE delivered_at IS NOT NULL)::integer AS "pagesDelivered",
    (SELECT count(*) FROM alerts a LEFT JOIN pages p ON p.alert_id = a.id
      WHERE p.delivered_at IS NULL AND p.refused_at IS NULL AND p.retracted_at IS NULL)::integer AS "undeliveredPages"`;

export async function storeTotals(db: PageSource): Promise<StoreTotals> {
  const [row] = await db.query<StoreTotals>(TOTALS);
  return row ?? { decisions: 0, alerts: 0, pagesDelivered: 0, undeliveredPages: 0 };
}
