import { type Queryable } from '../database/queryable';
import { type DecisionRow } from './decision-row';
import { type LatestDecision } from './latest-decision';

/** Names in rows as in TypeScript, with their columns and types. */
const FIELDS: Readonly<Record<keyof DecisionRow, readonly [column: string, type: string]>> = {
  id: ['id', 'uuid'],
  resultId: ['result_id', 'uuid'],
  resultRevision: ['result_revision', 'integer'],
  patientId: ['patient_id', 'uuid'],
  revision: ['revision', 'integer'],
  supersedes: ['supersedes', 'uuid'],
  observedAt: ['observed_at', 'timestamptz'],
  rule: ['rule', 'text'],
  ruleVersion: ['rule_version', 'text'],
  stage: ['stage', 'smallint'],
  criterion: ['criterion', 'text'],
  flag: ['flag', 'text'],
  baselineUmolPerL: ['baseline_umol_per_l', 'double precision'],
  reference: ['reference', 'text'],
  ratio: ['ratio', 'double precision'],
  assumptions: ['assumptions', 'text[]'],
  history: ['history', 'uuid[]'],
  features: ['features', 'double precision[]'],
  probability: ['probability', 'numeric'],
  inDomain: ['in_domain', 'boolean'],
  holdBackThreshold: ['hold_back_threshold', 'double precision'],
  alertThreshold: ['alert_threshold', 'double precision'],
  modelVersion: ['model_version', 'text'],
  modelSha256: ['model_sha256', 'text'],
  level: ['level', 'smallint'],
  source: ['source', 'text'],
  alerted: ['alerted', 'boolean'],
  reason: ['reason', 'text'],
  messageId: ['message_id', 'text'],
  feed: ['feed', 'text'],
  receivedAt: ['received_at', 'timestamptz'],
  decidedAt: ['decided_at', 'timestamptz'],
};
const fields = Object.entries(FIELDS);
const columns = fields.map(([, [column]]) => column).join(', ');

const INSERT = `
  INSERT INTO decisions (${columns})
  SELECT ${fields.map(([name]) => `"${name}"`).join(', ')}
  FROM jsonb_to_recordset($1::jsonb) AS given (${fields.map(([name, [, type]]) => `"${name}" ${type}`).join(', ')})`;

const LATEST_PAGE = `
  SELECT ${fields.map(([name, [column]]) => `d.${column} AS "${name}"`).join(', ')},
    d.probability::double precision AS probability, p.authority, p.mrn, r.observed_local AS "observedLocal",
    r.order_number AS "order", r.umol_per_l AS "umolPerL"
  FROM results r
  CROSS JOIN LATERAL (SELECT * FROM decisions WHERE result_id = r.id ORDER BY revision DESC LIMIT 1) d
  JOIN patients p ON p.id = r.patient_id
  WHERE r.id > $1::uuid
  ORDER BY r.id
  LIMIT $2`;

const LOWEST_ID = '00000000-0000-0000-0000-000000000000';
const DEFAULT_PAGE_ROWS = 1_000;

/** What was decided, and on what ground. Rows are only ever added. */
export const decisionsRepository = {
  /** Records decisions, after their results. The same revision about a result twice is refused (23505). */
  async insert(tx: Queryable, decisions: readonly DecisionRow[]): Promise<void> {
    if (decisions.length > 0) await tx.query(INSERT, [JSON.stringify(decisions)]);
  },

  /** The newest decision about every result that has one, by result id, a page at a time: for tools. */
  async *latestForAll(db: Queryable, { pageRows = DEFAULT_PAGE_ROWS } = {}): AsyncGenerator<LatestDecision> {
    let after = LOWEST_ID;
    for (;;) {
      const page = await db.query<LatestDecision>(LATEST_PAGE, [after, pageRows]);
      yield* page;
      if (page.length < pageRows) return;
      after = page.at(-1)?.resultId ?? after;
    }
  },

  async count(db: Queryable): Promise<number> {
    const [row] = await db.query<{ count: bigint }>('SELECT count(*) FROM decisions');
    return Number(row?.count ?? 0n);
  },
};
