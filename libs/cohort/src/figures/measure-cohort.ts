import { Cohort, type CohortOptions } from '../stream/cohort';
import { hospitalFigures } from './hospital-figures';
import { peopleFigures } from './people-figures';
import { type FigureKey, PUBLISHED_FIGURES } from './published-figures';

/** A figure of a cohort with the published figure. */
export interface CohortFigure {
  readonly name: string;
  readonly unit: string;
  readonly found: number;
  readonly published: number;
  /** Allowed difference, as a share of the published figure. */
  readonly tolerance: number;
  readonly within: boolean;
}

/** Compares a cohort with the published figures; figures per day are scaled to 800 beds. */
export function measureCohort(options: CohortOptions & { days?: number }): CohortFigure[] {
  const cohort = new Cohort(options);
  const hospital = hospitalFigures(cohort, options.days ?? YEAR_DAYS);
  const scale = PUBLISHED_BEDS / (options.beds ?? PUBLISHED_BEDS);
  const found: Record<FigureKey, number> = {
    ...hospital,
    admissionsPerDay: hospital.admissionsPerDay * scale,
    resultsPerDay: hospital.resultsPerDay * scale,
    ...peopleFigures(cohort, options.seed),
  };
  return (Object.keys(PUBLISHED_FIGURES) as FigureKey[]).map((key) => {
    const { name, unit, published, tolerance } = PUBLISHED_FIGURES[key];
    const within = Math.abs(found[key] / published - 1) <= tolerance;
    return { name, unit, found: found[key], published, tolerance, within };
  });
}

const YEAR_DAYS = 365;
const PUBLISHED_BEDS = 800;
