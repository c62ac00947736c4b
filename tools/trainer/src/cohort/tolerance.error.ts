import { type CohortFigure } from '@renwatch/cohort';

/** A hospital that is not like the published ones. */
export class ToleranceError extends Error {
  constructor(figures: readonly CohortFigure[]) {
    const outside = figures.filter(({ within }) => !within).map(({ name }) => name.trim());
    super(
      `${outside.length} of ${figures.length} figures are out of tolerance (${outside.join('; ')}): give more --beds and --days, as few patients meet them by chance alone, or mend libs/cohort`,
    );
    this.name = 'ToleranceError';
  }
}
