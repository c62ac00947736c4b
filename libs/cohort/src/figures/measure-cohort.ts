import { Cohort, type CohortOptions } from '../stream/cohort';
import { type CohortFigure } from './cohort-figure';
import { hospitalFigures } from './hospital-figures';
import { peopleFigures } from './people-figures';
import { type FigureKey, PUBLISHED_FIGURES } from './published-figures';

/** A cohort's figures beside the published ones; figures by the day are scaled to 800 beds. */
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
