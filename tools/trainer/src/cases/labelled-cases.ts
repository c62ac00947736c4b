import { type CreatinineCsvRow, labelledCase } from '@renwatch/datasets';

import { type JudgedCase, judge } from './judged-case';

/** Cases of labelled rows; rows without a label or a result are left out. */
export function labelledCases(rows: readonly CreatinineCsvRow[]): JudgedCase[] {
  return rows.flatMap((row, index) => {
    const found = labelledCase(row);
    return found ? [judge({ ...found, group: patientOf(row, index) })] : [];
  });
}

/**
 * By number, where a file has an `mrn` column. The course's form has none and gives each patient one row; should it hold
 * a patient twice, both rows begin with the same result, and go into the same fold.
 */
function patientOf(row: CreatinineCsvRow, index: number): string {
  if (row.mrn) return `mrn ${row.mrn}`;
  const first = row.results[0];
  return first ? `${row.sex} ${first.local} ${first.umolPerL}` : String(index);
}
