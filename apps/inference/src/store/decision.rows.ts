import { type AkiRule, type ModelInfo } from '@renwatch/aki';
import { type DecisionRow } from '@renwatch/store';
import { type Decision } from '../decision/decision';

/** What decided, recorded with every decision so that it can be explained and replayed. */
export interface DecisionVersions {
  rule: Pick<AkiRule, 'name' | 'version'> & { sha256: string };
  policy: { version: string; sha256: string };
  model: ModelInfo | null;
  now: () => Date;
}

export function decisionRow(decision: Decision, { rule, policy, model, now }: DecisionVersions): DecisionRow {
  const { draft, probability, modelSilence, level, source, reason, alerts } = decision;
  const { result, message } = draft;
  const spoke = probability === null ? null : model;
  return {
    id: draft.decisionId,
    resultId: result.id,
    resultRevision: result.revision,
    patientId: draft.patientId,
    revision: draft.revision,
    supersedes: draft.supersedes,
    observedAt: new Date(result.observedAtMs).toISOString(),
    rule: rule.name,
    ruleVersion: rule.version,
    ruleSha256: rule.sha256,
    policyVersion: policy.version,
    policySha256: policy.sha256,
    birthDate: draft.subject.birthDate,
    sex: draft.subject.sex,
    ...groundsOf(draft.judged),
    probability,
    holdBackThreshold: spoke?.holdBackThreshold ?? null,
    alertThreshold: spoke?.alertThreshold ?? null,
    modelVersion: spoke?.version ?? null,
    modelSha256: spoke?.sha256 ?? null,
    modelSilence,
    level,
    source,
    alerted: alerts,
    reason,
    messageId: message.messageId,
    feed: message.feed,
    receivedAt: message.receivedAt,
    decidedAt: now().toISOString(),
  };
}

type Grounds = Pick<
  DecisionRow,
  | 'stage'
  | 'criterion'
  | 'flag'
  | 'baselineUmolPerL'
  | 'reference'
  | 'ratio'
  | 'assumptions'
  | 'history'
  | 'historyRevisions'
  | 'features'
  | 'inDomain'
>;

function groundsOf(judged: Decision['draft']['judged']): Grounds {
  if (!judged) return RETRACTED;
  const { outcome, features, domain, history } = judged;
  const { stage, criterion, flag, baselineUmolPerL, reference, ratio, assumptions } = outcome;
  const inDomain = domain?.inside ?? null;
  return {
    stage,
    criterion,
    flag,
    baselineUmolPerL,
    reference,
    ratio,
    assumptions,
    history: history.map(({ id }) => id),
    historyRevisions: history.map(({ revision }) => revision),
    features,
    inDomain,
  };
}

/** The result was deleted or withdrawn after it had been decided. */
const RETRACTED: Grounds = {
  stage: 0,
  criterion: 'retracted',
  flag: null,
  baselineUmolPerL: null,
  reference: null,
  ratio: null,
  assumptions: [],
  history: [],
  historyRevisions: [],
  features: null,
  inDomain: null,
};
