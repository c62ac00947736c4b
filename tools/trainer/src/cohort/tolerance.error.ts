import { type CohortFigure } from '@renwatch/cohort';

/** A hospital whose figures differ too much from the published ones. */
export class ToleranceError extends Error {
  constructor(figures: readonly CohortFigure[]) {
    const outside = figures.filter(({ within }) => !within).map(({ name }) => name.trim());
    super(
      `${outside.length} of ${figures.length} figures are out of tolerance (${outside.join('; ')}); use more --beds and --days, because few patients vary by chance, or correct libs/cohort`,
    );
    this.name = 'ToleranceError';
  }
}
