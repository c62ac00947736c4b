import { type DecisionRow } from './decision-row';

/** Names in rows as in TypeScript, with their columns and types. */
const FIELDS: Readonly<Record<keyof DecisionRow, readonly [column: string, type: string]>> = {
  id: ['id', 'uuid'],
  resultId: ['result_id', 'uuid'],
  resultRevision: ['result_revision', 'integer'],
  patientId: ['patient_id', 'uuid'],
  revision: ['revision', 'integer'],
  supersedes: ['supersedes', 'uuid'],
  because: ['because', 'text'],
  observedAt: ['observed_at', 'timestamptz'],
  rule: ['rule', 'text'],
  ruleVersion: ['rule_version', 'text'],
  ruleSha256: ['rule_sha256', 'text'],
  policyVersion: ['policy_version', 'text'],
  policySha256: ['policy_sha256', 'text'],
  birthDate: ['birth_date', 'text'],
  sex: ['sex', 'text'],
  stage: ['stage', 'smallint'],
  criterion: ['criterion', 'text'],
  flag: ['flag', 'text'],
  baselineUmolPerL: ['baseline_umol_per_l', 'double precision'],
  reference: ['reference', 'text'],
  ratio: ['ratio', 'double precision'],
  assumptions: ['assumptions', 'text[]'],
  history: ['history', 'uuid[]'],
  historyRevisions: ['history_revisions', 'integer[]'],
  lookBackFrom: ['look_back_from', 'timestamptz'],
  lookBackMoment: ['look_back_moment', 'integer'],
  lookBackCount: ['look_back_count', 'integer'],
  features: ['features', 'double precision[]'],
  probability: ['probability', 'numeric'],
  inDomain: ['in_domain', 'boolean'],
  holdBackThreshold: ['hold_back_threshold', 'double precision'],
  alertThreshold: ['alert_threshold', 'double precision'],
  modelVersion: ['model_version', 'text'],
  modelSha256: ['model_sha256', 'text'],
  modelSilence: ['model_silence', 'text'],
  level: ['level', 'smallint'],
  source: ['source', 'text'],
  alerted: ['alerted', 'boolean'],
  withheld: ['withheld', 'text'],
  reason: ['reason', 'text'],
  messageId: ['message_id', 'text'],
  feed: ['feed', 'text'],
  receivedAt: ['received_at', 'timestamptz'],
  decidedAt: ['decided_at', 'timestamptz'],
  traceparent: ['traceparent', 'text'],
};
const fields = Object.entries(FIELDS);

/** The columns of a decision, for the statements about them. */
export const decisionColumns = {
  names: fields.map(([, [column]]) => column).join(', '),
  /** As given to jsonb_to_recordset. */
  given: fields.map(([name]) => `"${name}"`).join(', '),
  definition: fields.map(([name, [, type]]) => `"${name}" ${type}`).join(', '),
  /** Selected from decisions as `d`, under their names in TypeScript. */
  selected: [
    ...fields.map(([name, [column]]) => `d.${column} AS "${name}"`),
    // The later of two columns with one name wins: a number instead of numeric's text.
    'd.probability::double precision AS probability',
  ].join(', '),
};
