import { type Queryable } from '../database/queryable';

/** Pages of results received in a span of time, and how they fared. */
export interface PageLevels {
  pages: number;
  /** Delivered within the objective's limit after the receipt of their result. */
  inTime: number;
  delivered: number;
  /** Nobody was paged, and nobody will be. */
  refused: number;
  /** Closed because their alert no longer stood. */
  retracted: number;
  waiting: number;
  /** Alerts raised in that span that have no page: none was recorded, or it was removed by its age. */
  withoutPage: number;
  /** Seconds from receipt to delivery; null without a delivered page. */
  p50S: number | null;
  p99S: number | null;
  longestS: number | null;
}

export interface DecisionLevels {
  decisions: number;
  /** Longest time from the receipt of a result to its first decision, in seconds; null without one. */
  longestStallS: number | null;
  /** Receipt of the result that waited so long; ISO instant. */
  longestStallAt: string | null;
}

/** Creatinine results of a feed from its first one in a span to the end of the span. */
export interface FeedLevels {
  feed: string;
  results: number;
  /** Whole hours from the first result to the end of the span, at least 1. */
  hours: number;
  /** Counts the hours in which a result came. */
  hoursWithResults: number;
  /** Longest time without a result, in seconds, up to the end of the span. */
  longestGapS: number;
  /** ISO instant. */
  lastAt: string;
}

/** Span from `since`, inclusive, to `until`, exclusive; ISO instants. */
export interface Span {
  since: string;
  until: string;
}

const PAGES = `
SELECT count(*)::int AS pages,
  count(*) FILTER (WHERE delay <= make_interval(secs => $3))::int AS "inTime",
  count(delivered_at)::int AS delivered,
  count(refused_at)::int AS refused,
  count(*) FILTER (WHERE retracted_at IS NOT NULL AND delivered_at IS NULL)::int AS retracted,
  count(*) FILTER (WHERE delivered_at IS NULL AND refused_at IS NULL AND retracted_at IS NULL)::int AS waiting,
  extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY delay))::float8 AS "p50S",
  extract(epoch FROM percentile_cont(0.99) WITHIN GROUP (ORDER BY delay))::float8 AS "p99S",
  extract(epoch FROM max(delay))::float8 AS "longestS"
FROM (SELECT *, delivered_at - received_at AS delay FROM pages WHERE received_at >= $1 AND received_at < $2) page`;

const WITHOUT_PAGE = `
SELECT count(*)::int AS count FROM alerts
WHERE created_at >= $1 AND created_at < $2 AND NOT EXISTS (SELECT FROM pages WHERE alert_id = alerts.id)`;

/** A later revision is decided long after the receipt of its result, by its nature. */
const DECISIONS = `
SELECT count(*)::int AS decisions,
  extract(epoch FROM max(decided_at - received_at) FILTER (WHERE revision = 1))::float8 AS "longestStallS",
  to_char((array_agg(received_at ORDER BY decided_at - received_at DESC) FILTER (WHERE revision = 1))[1]
    AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "longestStallAt"
FROM decisions WHERE decided_at >= $1 AND decided_at < $2`;

const FEEDS = `
WITH arrived AS (
  SELECT feed, received_at, lag(received_at) OVER (PARTITION BY feed ORDER BY received_at) AS before
  FROM decisions WHERE decided_at >= $1 AND decided_at < $2 AND revision = 1
)
SELECT feed, count(*)::int AS results,
  greatest(1, ceil(extract(epoch FROM $2::timestamptz - min(received_at)) / 3600))::int AS hours,
  count(DISTINCT date_trunc('hour', received_at - start))::int AS "hoursWithResults",
  extract(epoch FROM greatest(max(received_at - before), $2::timestamptz - max(received_at)))::float8 AS "longestGapS",
  to_char(max(received_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "lastAt"
FROM arrived JOIN (SELECT feed, min(received_at) AS start FROM arrived GROUP BY feed) first USING (feed)
GROUP BY feed ORDER BY feed`;

/** Reads how well Renwatch served its users, from what it has recorded. */
export const serviceLevelsRepository = {
  /** @param limitS seconds within which a page counts as in time */
  async pages(db: Queryable, { since, until }: Span, { limitS }: { limitS: number }): Promise<PageLevels> {
    const [levels] = await db.query<Omit<PageLevels, 'withoutPage'>>(PAGES, [since, until, limitS]);
    const [missing] = await db.query<{ count: number }>(WITHOUT_PAGE, [since, until]);
    if (!levels || !missing) throw new Error('an aggregate returned no row');
    return { ...levels, withoutPage: missing.count };
  },

  async decisions(db: Queryable, { since, until }: Span): Promise<DecisionLevels> {
    const [levels] = await db.query<DecisionLevels>(DECISIONS, [since, until]);
    if (!levels) throw new Error('an aggregate returned no row');
    return levels;
  },

  /** Returns the feeds that brought a result, by name. */
  feeds: (db: Queryable, { since, until }: Span): Promise<FeedLevels[]> =>
    db.query<FeedLevels>(FEEDS, [since, until]),
};
