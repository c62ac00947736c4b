/** States of an alert's page, as columns that several lists have. */
export interface PageColumns {
  pageState: 'unpublished' | 'waiting' | 'delivered' | 'refused' | 'retracted';
  /** Null while the page is not published or waits. */
  pageAtMs: number | null;
  pageAttempts: number;
}

/** Selects an instant as milliseconds since 1970. */
export const toMs = (column: string): string =>
  `floor(extract(epoch FROM ${column}) * 1000)::double precision`;

/** Selects PageColumns from a row with `published_at` of the alert, and the alert's page or nothing. */
export const pageColumns = (alert: string, page: string): string => `
  CASE WHEN ${page}.delivered_at IS NOT NULL THEN 'delivered' WHEN ${page}.refused_at IS NOT NULL THEN 'refused'
    WHEN ${page}.retracted_at IS NOT NULL THEN 'retracted'
    WHEN ${page}.alert_id IS NULL AND ${alert}.published_at IS NULL THEN 'unpublished' ELSE 'waiting' END AS "pageState",
  ${toMs(`coalesce(${page}.delivered_at, ${page}.refused_at, ${page}.retracted_at)`)} AS "pageAtMs",
  coalesce(${page}.attempts, 0) AS "pageAttempts"`;

/** Milliseconds since 1970 of an instant as rows have it. */
export const msOf = (iso: string): number => Date.parse(iso);
