import { type Queryable } from '../database/queryable';

/** A page that is owed. */
export interface NewPage {
  alertId: string;
  mrn: string;
  observedLocal: string;
  /** Text that is sent: `MRN,YYYYMMDDhhmmss`. */
  body: string;
  source: string;
  level: number;
  receivedAt: string;
  decidedAt: string;
  /** Set if the page was delivered before it could be recorded; ISO 8601. */
  deliveredAt?: string | null;
  /** W3C trace context of the span that published the alert. */
  traceparent?: string | null | undefined;
}

/** A page that one replica may deliver until its lease ends. */
export interface ClaimedPage extends Omit<NewPage, 'deliveredAt'> {
  /** Includes the one that this claim is for. */
  attempts: number;
  /** Earlier attempts that may have arrived, although the endpoint did not confirm them. */
  unconfirmed: number;
  /** Set if the page was closed instead, because its alert no longer stands: the cause of its newest decision. */
  retraction: string | null;
}

export interface ClaimOptions {
  owner: string;
  leaseMs: number;
  /** Maximum number of pages. Pages of a stage are claimed while fewer than its limit are, of whatever stage. */
  limit: number;
  /** Default: `limit`. */
  stage2Limit?: number;
  stage3Limit?: number;
}

export interface FailedAttempt {
  owner: string;
  delayMs: number;
  error: string;
  /** Default false. */
  mayHaveArrived?: boolean;
}

/** Pages that are not delivered yet. */
export interface PageBacklog {
  pending: number;
  /** When the oldest of them was decided; null if there is none. */
  oldestPendingAt: string | null;
  /** Most attempts at one of them that may have arrived without being confirmed. */
  mostUnconfirmed: number;
}

export interface PageCounts {
  pending: number;
  /** When the oldest undelivered page was decided; null if there is none. */
  oldestPendingAt: string | null;
  delivered: number;
  refused: number;
  retracted: number;
}

const INSERT = `
  INSERT INTO pages (alert_id, mrn, observed_local, body, source, level, received_at, decided_at, delivered_at,
    traceparent, retry_delay)
  SELECT "alertId", mrn, "observedLocal", body, source, level, "receivedAt", "decidedAt", "deliveredAt", traceparent,
    interval '0'
  FROM jsonb_to_recordset($1::jsonb) AS given ("alertId" uuid, mrn text, "observedLocal" text, body text, source text,
    level smallint, "receivedAt" timestamptz, "decidedAt" timestamptz, "deliveredAt" timestamptz, traceparent text)
  -- One order for all, so that two inserts of the same pages wait for each other instead of deadlocking.
  ORDER BY "alertId"
  ON CONFLICT (alert_id) DO UPDATE SET delivered_at = excluded.delivered_at
    WHERE pages.delivered_at IS NULL AND excluded.delivered_at IS NOT NULL
  RETURNING alert_id AS "alertId", (xmax = 0) AS "isNew"`;

/** A clock that is set back by less delays a page by less. */
const CLOCK_GRACE = '1 second';

/** After so many days without an alert that stands, a retracted page stays closed. */
const REVIVABLE_DAYS = 30;

/** Why an alert does not stand: its result's newest decision raises none. Null if it stands, or is not recorded. */
const retractionOf = (alertId: string) => `
  (SELECT coalesce(newest.because, 'unknown')
  FROM alerts a
  JOIN decisions d ON d.id = a.decision_id
  CROSS JOIN LATERAL (
    SELECT level, because FROM decisions WHERE result_id = d.result_id ORDER BY revision DESC LIMIT 1) newest
  WHERE a.id = ${alertId} AND newest.level = 0)`;

/**
 * A time that lies further ahead than it was set has passed too: the server's clock was set back meanwhile. Compared with
 * clock_timestamp(), because now() may be older than the transaction that set the time.
 */
function hasPassed(time: string, delay: string): string {
  return `(${time} <= now() OR ${time} > clock_timestamp() + ${delay} + interval '${CLOCK_GRACE}')`;
}

/** Uses the server's clock everywhere, because clocks of replicas may differ. */
const IS_DUE = `delivered_at IS NULL AND refused_at IS NULL
  AND ${hasPassed('next_attempt_at', 'retry_delay')}
  AND (claimed_until IS NULL OR ${hasPassed('claimed_until', 'lease')})
  AND (retracted_at IS NULL
    OR retracted_at > now() - interval '${REVIVABLE_DAYS} days' AND ${retractionOf('pages.alert_id')} IS NULL)`;

const dueOf = (stage: string, limit: string) => `
  SELECT alert_id FROM pages WHERE ${IS_DUE} AND ${stage}
  ORDER BY decided_at, alert_id LIMIT greatest(0, ${limit}) FOR UPDATE SKIP LOCKED`;

const CLAIM_DUE = `
  WITH stage3 AS (${dueOf('level >= 3', '$5::integer')}),
    stage2 AS (${dueOf('level = 2', '$4::integer - (SELECT count(*) FROM stage3)')}),
    stage1 AS (${dueOf('level <= 1', '$3::integer - (SELECT count(*) FROM stage3) - (SELECT count(*) FROM stage2)')})
  UPDATE pages SET
    claimed_by = CASE WHEN due.retraction IS NULL THEN $1 END,
    claimed_until = CASE WHEN due.retraction IS NULL THEN now() + $2 * interval '1 millisecond' END,
    lease = $2 * interval '1 millisecond',
    attempts = attempts + CASE WHEN due.retraction IS NULL THEN 1 ELSE 0 END,
    retracted_at = CASE WHEN due.retraction IS NOT NULL THEN now() END,
    retraction = due.retraction
  FROM (SELECT alert_id, ${retractionOf('alert_id')} AS retraction
    FROM (SELECT * FROM stage3 UNION ALL SELECT * FROM stage2 UNION ALL SELECT * FROM stage1) AS claimed) AS due
  WHERE pages.alert_id = due.alert_id
  RETURNING pages.alert_id AS "alertId", mrn, observed_local AS "observedLocal", body, source, level,
    received_at AS "receivedAt", decided_at AS "decidedAt", attempts, unconfirmed, pages.retraction,
    traceparent`;

const DELIVERED = `
  UPDATE pages SET delivered_at = $2, claimed_by = NULL, claimed_until = NULL, last_error = NULL
  WHERE alert_id = $1 AND delivered_at IS NULL
  RETURNING alert_id`;

const RETRY_LATER = `
  UPDATE pages SET next_attempt_at = now() + $3 * interval '1 millisecond',
    retry_delay = $3 * interval '1 millisecond', last_error = $4, claimed_by = NULL,
    claimed_until = NULL, unconfirmed = unconfirmed + $5::integer
  WHERE alert_id = $1 AND claimed_by = $2 AND delivered_at IS NULL`;

const REFUSED = `
  UPDATE pages SET refused_at = now(), last_error = $2, claimed_by = NULL, claimed_until = NULL
  WHERE alert_id = $1 AND delivered_at IS NULL AND refused_at IS NULL
  RETURNING alert_id`;

const REOPEN = `
  UPDATE pages SET refused_at = NULL, next_attempt_at = now(), retry_delay = interval '0', last_error = NULL
  WHERE alert_id = $1 AND delivered_at IS NULL AND refused_at IS NOT NULL
  RETURNING alert_id`;

const RELEASE = `
  UPDATE pages SET claimed_by = NULL, claimed_until = NULL, attempts = attempts - 1
  WHERE claimed_by = $1 AND alert_id = ANY ($2::uuid[]) AND delivered_at IS NULL`;

const IS_PENDING = 'delivered_at IS NULL AND refused_at IS NULL AND retracted_at IS NULL';

const COUNTS = `
  SELECT count(*) FILTER (WHERE ${IS_PENDING})::integer AS pending,
    min(decided_at) FILTER (WHERE ${IS_PENDING}) AS "oldestPendingAt",
    count(delivered_at)::integer AS delivered,
    count(*) FILTER (WHERE refused_at IS NOT NULL AND delivered_at IS NULL)::integer AS refused,
    count(*) FILTER (WHERE retracted_at IS NOT NULL AND delivered_at IS NULL)::integer AS retracted
  FROM pages`;

const BACKLOG = `
  SELECT count(*)::integer AS pending, min(decided_at) AS "oldestPendingAt",
    coalesce(max(unconfirmed), 0) AS "mostUnconfirmed"
  FROM pages WHERE ${IS_PENDING}`;

/**
 * Pages that are owed, claimed, delivered, refused or retracted. A claim is a lease. A delivery or a refusal ends a page;
 * a retraction closes it for as long as its alert does not stand.
 */
export const pagesRepository = {
  /** Inserts pages and returns the alert ids of the new ones. A known page is only marked delivered if `deliveredAt` is set. */
  async insert(db: Queryable, pages: readonly NewPage[]): Promise<string[]> {
    if (pages.length === 0) return [];
    const byId = new Map<string, NewPage>();
    for (const page of pages) {
      if (!byId.get(page.alertId)?.deliveredAt) byId.set(page.alertId, page);
    }
    const rows = await db.query<{ alertId: string; isNew: boolean }>(INSERT, [
      JSON.stringify([...byId.values()]),
    ]);
    return rows.filter((row) => row.isNew).map((row) => row.alertId);
  },

  /**
   * Claims due pages, including those whose lease has ended: the highest stage first, then the earliest decided. A page
   * whose alert no longer stands is closed as retracted instead; a retracted one whose alert stands again is due.
   */
  async claimDue(
    db: Queryable,
    { owner, leaseMs, limit, stage2Limit = limit, stage3Limit = limit }: ClaimOptions,
  ): Promise<ClaimedPage[]> {
    const limits = [limit, stage2Limit, stage3Limit];
    const pages = await db.query<ClaimedPage>(CLAIM_DUE, [owner, leaseMs, ...limits]);
    return pages.sort((a, b) => b.level - a.level || compare(a.decidedAt, b.decidedAt));
  },

  /** Marks a page delivered, whoever holds its lease. Returns false if it was delivered before: a repeat. */
  async delivered(db: Queryable, alertId: string, { at }: { at: string }): Promise<boolean> {
    return (await db.query(DELIVERED, [alertId, at])).length > 0;
  },

  /** Ends the lease and sets the next attempt; does nothing if another replica holds the lease. */
  async retryLater(
    db: Queryable,
    alertId: string,
    { owner, delayMs, error, mayHaveArrived = false }: FailedAttempt,
  ): Promise<void> {
    await db.query(RETRY_LATER, [alertId, owner, delayMs, error, Number(mayHaveArrived)]);
  },

  /** Marks a page refused for good. Returns false if it had ended before. */
  async refused(db: Queryable, alertId: string, { error }: { error: string }): Promise<boolean> {
    return (await db.query(REFUSED, [alertId, error])).length > 0;
  },

  /** Makes a refused page due now. `unchanged`: it was delivered or is still owed; `unknown`: there is no such page. */
  async reopen(db: Queryable, alertId: string): Promise<'owed' | 'unchanged' | 'unknown'> {
    if ((await db.query(REOPEN, [alertId])).length > 0) return 'owed';
    const there = await db.query('SELECT 1 FROM pages WHERE alert_id = $1', [alertId]);
    return there.length > 0 ? 'unchanged' : 'unknown';
  },

  /** Releases unused claims at a stop, so that other replicas need not wait for the leases to end. */
  async release(
    db: Queryable,
    { owner, alertIds }: { owner: string; alertIds: readonly string[] },
  ): Promise<void> {
    if (alertIds.length > 0) await db.query(RELEASE, [owner, [...alertIds]]);
  },

  /** Counts pending pages, for metrics. */
  async backlog(db: Queryable): Promise<PageBacklog> {
    const [row] = await db.query<PageBacklog>(BACKLOG);
    return row ?? { pending: 0, oldestPendingAt: null, mostUnconfirmed: 0 };
  },

  /** Counts the whole table, for tools. */
  async counts(db: Queryable): Promise<PageCounts> {
    const [row] = await db.query<PageCounts>(COUNTS);
    return row ?? { pending: 0, oldestPendingAt: null, delivered: 0, refused: 0, retracted: 0 };
  },
};

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
