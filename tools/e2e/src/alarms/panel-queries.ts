import { DASHBOARDS } from '@renwatch/monitoring';

export interface PanelResult {
  dashboard: string;
  panel: string;
  expr: string;
  series: number;
  /** The reason why it may have no series. */
  emptyBecause?: string;
}

/** Panels that may be empty after the faults, by title, with the reason. */
export const MAY_BE_EMPTY: Readonly<Record<string, string>> = {
  Drift: 'it needs more results than a run has',
};

/** Runs the query of every panel and counts the series that it returns. */
export async function panelQueries(values: (expr: string) => Promise<number[]>): Promise<PanelResult[]> {
  const results: PanelResult[] = [];
  for (const { title: dashboard, rows } of DASHBOARDS)
    for (const { title: panel, queries } of rows.flatMap((row) => row.panels))
      for (const { expr } of queries) {
        const series = (await values(expr)).length;
        const emptyBecause = MAY_BE_EMPTY[panel];
        results.push({
          dashboard,
          panel,
          expr,
          series,
          ...(emptyBecause === undefined ? {} : { emptyBecause }),
        });
      }
  return results;
}

/** Returns a line for each query without a series that has no reason for that. */
export const panelProblems = (results: readonly PanelResult[]): string[] =>
  results
    .filter(({ series, emptyBecause }) => series === 0 && emptyBecause === undefined)
    .map(({ dashboard, panel, expr }) => `${dashboard}, ${panel}: no series: ${expr}`);
