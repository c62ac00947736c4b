import { type Sex } from '@renwatch/aki';

/** Reasons why a result was due for a decision; `libs/decisions` explains them. */
export type DecisionCause = 'new' | 'revised' | 'withdrawn' | 'history-changed' | 'uncovered' | 'merged';

/** A decision as it is recorded; every field is what it was when the decision was made. */
export interface DecisionRow {
  id: string;
  resultId: string;
  resultRevision: number;
  patientId: string;
  /** 1 for the first decision about a result. */
  revision: number;
  supersedes: string | null;
  /** Null in rows written before this column existed. */
  because: DecisionCause | null;
  observedAt: string;
  rule: string;
  ruleVersion: string;
  /** Digest of the rule; empty in rows written before this column existed. */
  ruleSha256: string;
  /** Version and digest of the policy that combined rule and model and worded `reason`; empty in older rows. */
  policyVersion: string;
  policySha256: string;
  /** Demographics at the time of the decision; `YYYY-MM-DD`, a part of it, or null. */
  birthDate: string | null;
  sex: Sex;
  stage: number;
  criterion: string;
  flag: string | null;
  baselineUmolPerL: number | null;
  /** Kind of baseline, such as `lowest-7d`. */
  reference: string | null;
  ratio: number | null;
  assumptions: readonly string[];
  /** Ids of the earlier results that were considered, by time, then id; empty if `lookBackMoment` tells them. */
  history: readonly string[];
  /** Their revisions, in the same order. */
  historyRevisions: readonly number[];
  /** The time from which results were considered, up to `observedAt`. */
  lookBackFrom: string | null;
  /** The moment of the patient's history (`history_spans`); null in rows with a list, or without earlier results. */
  lookBackMoment: number | null;
  /** How many results were considered. */
  lookBackCount: number | null;
  /** The model's input, in the order of its feature list. */
  features: readonly number[] | null;
  /** At most six decimals. */
  probability: number | null;
  inDomain: boolean | null;
  holdBackThreshold: number | null;
  alertThreshold: number | null;
  modelVersion: string | null;
  modelSha256: string | null;
  /** Reason why no model was used; null if one was. */
  modelSilence: 'off' | 'failed' | null;
  level: number;
  source: 'rule' | 'model' | null;
  /** True if the decision raised an alert. */
  alerted: boolean;
  /** Why an alert that was due was not raised; null otherwise. */
  withheld: string | null;
  reason: string;
  messageId: string;
  feed: string;
  receivedAt: string;
  decidedAt: string;
  /** W3C trace context of the span that decided; null while traces are off, and in earlier rows. */
  traceparent: string | null;
}
