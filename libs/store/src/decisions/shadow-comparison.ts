/** One shadow model against what was served beside it. */
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
  /** Of the decisions where the served model spoke too; null where there is none. */
  meanProbabilityDifference: number | null;
  greatestProbabilityDifference: number | null;
}
