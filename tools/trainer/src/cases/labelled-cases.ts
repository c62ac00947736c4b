import { kdigoRetrospective } from '@renwatch/aki';
import { type CreatinineRow, labelledCase, rowResults, rowSubject } from '@renwatch/datasets';
import { type LabelSource } from '@renwatch/model';

import { type JudgedCase, judge } from './judged-case';
import { type DataRows } from './read-rows';

type Unjudged = Parameters<typeof judge>[0];
type PatientResult = Pick<Unjudged, 'current' | 'subject'> & { readonly aki: boolean | null };

/**
 * Cases of a file's labelled results; results without a label are left out. In the wide form with labels of its own a row is
 * a case: its last result, with the results before it. Otherwise every result of a patient may be a case, with all
 * earlier results of the patient.
 */
export function labelledCases({ form, rows }: DataRows, labels: LabelSource = 'given'): JudgedCase[] {
  if (labels === 'given' && form === 'wide') {
    return rows.flatMap((row, index) => {
      const labelled = labelledCase(row);
      return labelled ? [judge({ ...labelled, group: patientOf(row, index) })] : [];
    });
  }
  return [...byPatient(rows)].flatMap(([group, results]) => {
    const all = results.map(({ current }) => current);
    return results.flatMap(({ current, subject, aki: given }) => {
      const aki = labels === 'given' ? given : kdigoRetrospective(current, all);
      return aki === null ? [] : [judge({ current, earlier: all, subject, aki, group })];
    });
  });
}

/** The results of each patient; of equal ones, which rows of one patient may repeat, the first. */
function byPatient(rows: readonly CreatinineRow[]): Map<string, PatientResult[]> {
  const patients = new Map<string, Map<string, PatientResult>>();
  rows.forEach((row, index) => {
    const results = rowResults(row);
    const last = results.at(-1);
    if (!last) return;
    const group = patientOf(row, index);
    const own = patients.get(group) ?? new Map<string, PatientResult>();
    patients.set(group, own);
    const subject = rowSubject(row, last.observedAtMs);
    for (const result of results) {
      const { observedAtMs, umolPerL, comparator = '' } = result;
      const key = `${observedAtMs} ${comparator}${umolPerL}`;
      if (own.has(key)) continue;
      const current = { ...result, id: String(own.size).padStart(9, '0') };
      own.set(key, { current, subject, aki: result === last ? row.aki : null });
    }
  });
  return new Map([...patients].map(([group, own]) => [group, [...own.values()]]));
}

/**
 * Identifies the patient by the `mrn` column if there is one. The form of the course has none and one row per patient; if a
 * patient had two, both would start with the same result and so go into the same fold.
 */
function patientOf(row: CreatinineRow, index: number): string {
  const { mrn, authority } = row;
  if (mrn) return authority === undefined ? `mrn ${mrn}` : `mrn ${authority}|${mrn}`;
  const first = row.results[0];
  return first ? `${row.sex} ${first.local} ${first.umolPerL}` : String(index);
}
