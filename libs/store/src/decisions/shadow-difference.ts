/** A decision at which one of the two would have alerted and the other not. */
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
