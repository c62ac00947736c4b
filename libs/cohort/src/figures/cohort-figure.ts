/** One figure of a cohort beside what is published of real hospitals. */
export interface CohortFigure {
  readonly name: string;
  readonly unit: string;
  readonly found: number;
  readonly published: number;
  /** How far from the published figure, as a share of it, the cohort may lie. */
  readonly tolerance: number;
  readonly within: boolean;
}
