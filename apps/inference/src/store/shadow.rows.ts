import { type ShadowDecisionRow } from '@renwatch/store';
import { type Decision } from '../decision/decision';

/** What the shadow model said of these decisions, where it did. */
export function shadowRows(decisions: readonly Decision[]): ShadowDecisionRow[] {
  return decisions.flatMap(({ draft, shadow }) => {
    if (!shadow) return [];
    const { model, ...verdict } = shadow;
    return [
      { decisionId: draft.decisionId, modelVersion: model.version, modelSha256: model.sha256, ...verdict },
    ];
  });
}
