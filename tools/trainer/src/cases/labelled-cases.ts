import { type CreatinineCsvRow, labelledCase } from '@renwatch/datasets';

import { type JudgedCase, judge } from './judged-case';

/** Cases of labelled rows; rows without a label or a result are left out. */
export function labelledCases(rows: readonly CreatinineCsvRow[]): JudgedCase[] {
  return rows.flatMap((row, index) => {
    const labelled = labelledCase(row);
    return labelled ? [judge({ ...labelled, group: patientOf(row, index) })] : [];
  });
}

/**
 * Identifies the patient by the `mrn` column if there is one. The form of the course has none and one row per patient; if a
 * patient had two, both would start with the same result and so go into the same fold.
 */
function patientOf(row: CreatinineCsvRow, index: number): string {
  if (row.mrn) return `mrn ${row.mrn}`;
  const first = row.results[0];
  return first ? `${row.sex} ${first.local} ${first.umolPerL}` : String(index);
}
