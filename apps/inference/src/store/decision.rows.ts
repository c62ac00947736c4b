import { type AkiRule } from '@renwatch/aki';
import { type Decision, type EndedSpan, type StoredHistory } from '@renwatch/decisions';
import {
  type DecisionRow,
  type HistorySpanRow,
  type OpenHistory,
  type ShadowDecisionRow,
} from '@renwatch/store';

/** The versions that decide, recorded with every decision so that it can be explained and replayed. */
export interface DecisionVersions {
  rule: Pick<AkiRule, 'name' | 'version'> & { sha256: string };
  policy: { version: string; sha256: string };
  now: () => Date;
}

/** @param moment of the patient's history that the decision looked back on; undefined if that was empty */
export function decisionRow(
  decision: Decision,
  { rule, policy, now }: DecisionVersions,
  moment: number | undefined,
): Omit<DecisionRow, 'traceparent'> {
  const { observedAtMs, history, ...recorded } = recordedFields(decision);
  return {
    ...recorded,
    // Lists are of earlier versions.
    ...{ history: [], historyRevisions: [] },
    lookBackFrom: moment === undefined ? null : new Date(history.fromMs).toISOString(),
    lookBackMoment: moment ?? null,
    lookBackCount: history.length,
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

export function spanRow({ observedAtMs, ...span }: EndedSpan): HistorySpanRow {
  return { ...span, observedAt: new Date(observedAtMs).toISOString() };
}

/** Returns the histories by patient id, as the core reads them. */
export function storedHistories(rows: readonly OpenHistory[]): Map<string, StoredHistory> {
  const stored = rows.map(({ patientId, lastMoment, open }) => {
    const spans = open.map(({ observedAt, ...span }) => {
      return { ...span, patientId, observedAtMs: Date.parse(observedAt) };
    });
    return [patientId, { lastMoment, open: spans }] as const;
  });
  return new Map(stored);
}
