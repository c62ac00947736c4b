import { type AkiRule } from '@renwatch/aki';
import { type Decision } from '@renwatch/decisions';
import { type DecisionRow, type ShadowDecisionRow } from '@renwatch/store';

/** The versions that decide, recorded with every decision so that it can be explained and replayed. */
export interface DecisionVersions {
  rule: Pick<AkiRule, 'name' | 'version'> & { sha256: string };
  policy: { version: string; sha256: string };
  now: () => Date;
}

export function decisionRow(decision: Decision, { rule, policy, now }: DecisionVersions): DecisionRow {
  const { observedAtMs, history, ...recorded } = recordedFields(decision);
  const earlier = history.results();
  return {
    ...recorded,
    history: earlier.map(({ id }) => id),
    historyRevisions: earlier.map(({ revision }) => revision),
    observedAt: new Date(observedAtMs).toISOString(),
    rule: rule.name,
    ruleVersion: rule.version,
    ruleSha256: rule.sha256,
    policyVersion: policy.version,
    policySha256: policy.sha256,
    decidedAt: now().toISOString(),
  };
}

/** Leaves out what other tables have, and what nobody reads later: `isNewest` and `outsideReasons`. */
function recordedFields({
  patient: _patient,
  observedLocal: _observedLocal,
  creatinineUmolPerL: _creatinineUmolPerL,
  isNewest: _isNewest,
  outsideReasons: _outsideReasons,
  shadow: _shadow,
  ...recorded
}: Decision) {
  return recorded;
}

export function shadowRows(decisions: readonly Decision[]): ShadowDecisionRow[] {
  return decisions.flatMap(({ id, shadow }) => (shadow ? [{ decisionId: id, ...shadow }] : []));
}
