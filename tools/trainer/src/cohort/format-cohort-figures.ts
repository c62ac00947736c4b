import { type CohortFigure } from '@renwatch/cohort';

/** A table for the terminal, one line a figure. */
export function formatCohortFigures(figures: readonly CohortFigure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures
    .map(({ name, unit, found, published, tolerance, within }) => {
      const text = `${found.toFixed(2)}${unit}`.padStart(12);
      const wanted = `published ${published}${unit} ± ${Math.round(tolerance * 100)}%`;
      return `  ${name.padEnd(width)} ${text}   ${wanted}${within ? '' : '   OUT OF TOLERANCE'}`;
    })
    .join('\n');
}
