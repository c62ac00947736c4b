import { type Queryable } from '../database/queryable';

/** The decision that a shadow model would have made. */
export interface ShadowDecisionRow {
  decisionId: string;
  modelVersion: string;
  modelSha256: string;
  /** At most six decimals. */
  probability: number;
  inDomain: boolean;
  level: number;
  source: 'rule' | 'model' | null;
}

/** Compares one shadow model with the served decisions. */
export interface ShadowComparison {
  modelVersion: string;
  modelSha256: string;
  decisions: number;
  sameLevel: number;
  /** Decisions at which an alert was due by both, or by one alone. */
  alertsByBoth: number;
  alertsByServedAlone: number;
  alertsByShadowAlone: number;
  outsideDomain: number;
  /** Over decisions for which the served model gave a probability; null if there is none. */
  meanProbabilityDifference: number | null;
  greatestProbabilityDifference: number | null;
}

/** A decision for which only one of the two would have alerted. */
export interface ShadowDifference {
  decisionId: string;
  decidedAt: string;
  mrn: string;
  observedLocal: string;
  stage: number;
  servedLevel: number;
  servedProbability: number | null;
  shadowVersion: string;
  shadowLevel: number;
  shadowProbability: number;
}

const INSERT = `
  INSERT INTO shadow_decisions (decision_id, model_version, model_sha256, probability, in_domain, level, source)
  SELECT "decisionId", "modelVersion", "modelSha256", probability, "inDomain", level, source
  FROM jsonb_to_recordset($1::jsonb) AS given ("decisionId" uuid, "modelVersion" text, "modelSha256" text,
    probability numeric, "inDomain" boolean, level smallint, source text)`;

const COMPARE = `
  SELECT s.model_version AS "modelVersion", s.model_sha256 AS "modelSha256", count(*)::int AS decisions,
    (count(*) FILTER (WHERE s.level = d.level))::int AS "sameLevel",
    (count(*) FILTER (WHERE d.level > 0 AND s.level > 0))::int AS "alertsByBoth",
    (count(*) FILTER (WHERE d.level > 0 AND s.level = 0))::int AS "alertsByServedAlone",
    (count(*) FILTER (WHERE d.level = 0 AND s.level > 0))::int AS "alertsByShadowAlone",
    (count(*) FILTER (WHERE NOT s.in_domain))::int AS "outsideDomain",
    avg(abs(s.probability - d.probability))::double precision AS "meanProbabilityDifference",
    max(abs(s.probability - d.probability))::double precision AS "greatestProbabilityDifference"
  FROM shadow_decisions s
  JOIN decisions d ON d.id = s.decision_id
  WHERE d.decided_at >= $1
  GROUP BY s.model_version, s.model_sha256
  ORDER BY max(d.decided_at) DESC`;

const DIFFERENCES = `
  SELECT d.id AS "decisionId", d.decided_at AS "decidedAt", p.mrn, r.observed_local AS "observedLocal", d.stage,
    d.level AS "servedLevel", d.probability::double precision AS "servedProbability",
    s.model_version AS "shadowVersion", s.level AS "shadowLevel",
    s.probability::double precision AS "shadowProbability"
  FROM shadow_decisions s
  JOIN decisions d ON d.id = s.decision_id
  JOIN results r ON r.id = d.result_id
  JOIN patients p ON p.id = r.patient_id
  WHERE d.decided_at >= $1 AND (d.level > 0) <> (s.level > 0)
  ORDER BY d.decided_at DESC, d.id
  LIMIT $2`;

/** Decisions that shadow models would have made. Rows are only added. */
export const shadowDecisionsRepository = {
  /** Records rows, after the decisions that they belong to. */
  async insert(tx: Queryable, rows: readonly ShadowDecisionRow[]): Promise<void> {
    if (rows.length > 0) await tx.query(INSERT, [JSON.stringify(rows)]);
  },

  /** Compares each shadow model with the served decisions, the latest model first. */
  compare(db: Queryable, { sinceIso }: { sinceIso: string }): Promise<ShadowComparison[]> {
    return db.query<ShadowComparison>(COMPARE, [sinceIso]);
  },

  /** Returns the newest decisions for which only one of the two would have alerted. */
  differences(
    db: Queryable,
    { sinceIso, limit }: { sinceIso: string; limit: number },
  ): Promise<ShadowDifference[]> {
    return db.query<ShadowDifference>(DIFFERENCES, [sinceIso, limit]);
  },
};
