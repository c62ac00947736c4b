/** What a shadow model would have decided in a decision's place. */
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
