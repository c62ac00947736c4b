import { type CreatinineCsvRow, labelledCase } from '@renwatch/aki';

import { type JudgedCase, judge } from './judged-case';

/** Cases of labelled rows; rows without a label or a result are left out. */
export function labelledCases(rows: readonly CreatinineCsvRow[]): JudgedCase[] {
  return rows.flatMap((row, index) => {
    const found = labelledCase(row);
    return found ? [judge({ ...found, group: patientOf(row, index) })] : [];
  });
}

/**
 * The form has no patient numbers and gives each patient one row; should a file hold a patient twice, both rows begin
 * with the same result, and go into the same fold.
 */
function patientOf(row: CreatinineCsvRow, index: number): string {
  const first = row.results[0];
  return first ? `${row.sex} ${first.local} ${first.umolPerL}` : String(index);
}
