import { type Sex } from '@renwatch/aki';

/** A decision as it is recorded; every field is what it was when the decision was made. */
export interface DecisionRow {
  id: string;
  resultId: string;
  resultRevision: number;
  patientId: string;
  /** 1 for the first decision about a result. */
  revision: number;
  supersedes: string | null;
  observedAt: string;
  rule: string;
  ruleVersion: string;
  /** Of what the rule decides; empty in rows older than it. */
  ruleSha256: string;
  /** Of what combined rule and model, and worded `reason`; both empty in rows older than them. */
  policyVersion: string;
  policySha256: string;
  /** What was known of the patient; `YYYY-MM-DD` or null. */
  birthDate: string | null;
  sex: Sex;
  stage: number;
  criterion: string;
  flag: string | null;
  baselineUmolPerL: number | null;
  /** What the baseline stands for, such as `lowest-7d`. */
  reference: string | null;
  ratio: number | null;
  assumptions: readonly string[];
  /** Ids of the earlier results it looked back on, by time, then id. */
  history: readonly string[];
  /** Their revisions, in the same order. */
  historyRevisions: readonly number[];
  /** As given to the model, in the order of its feature list. */
  features: readonly number[] | null;
  /** At most six decimals. */
  probability: number | null;
  inDomain: boolean | null;
  holdBackThreshold: number | null;
  alertThreshold: number | null;
  modelVersion: string | null;
  modelSha256: string | null;
  /** Why no model spoke; null where it did. */
  modelSilence: 'off' | 'failed' | null;
  level: number;
  source: 'rule' | 'model' | null;
  /** Whether it raised an alert. */
  alerted: boolean;
  reason: string;
  messageId: string;
  feed: string;
  receivedAt: string;
  decidedAt: string;
}
