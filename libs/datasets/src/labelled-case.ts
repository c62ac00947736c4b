import { type CreatinineResult, type DecisionSubject } from '@renwatch/aki';
import { type CreatinineRow } from './forms/creatinine-row';

/** A labelled row as a question to the rule or the model: is `current` AKI? */
export interface LabelledCase {
  readonly current: CreatinineResult;
  readonly earlier: readonly CreatinineResult[];
  readonly subject: DecisionSubject;
  readonly aki: boolean;
}

/**
 * The case of a row; undefined when the row has no label or no result. The latest result is the current one; of
 * results at the same time, the last written.
 */
export function labelledCase(row: CreatinineRow): LabelledCase | undefined {
  const earlier = rowResults(row);
  const current = earlier.pop();
  if (!current || row.aki === null) return undefined;
  return { current, earlier, subject: rowSubject(row, current.observedAtMs), aki: row.aki };
}

/** The results of a row by time; of equal times in file order. */
export function rowResults(row: CreatinineRow): CreatinineResult[] {
  return row.results
    .map(({ observedAtMs, umolPerL, comparator = '' }, index) => ({
      id: String(index).padStart(6, '0'),
      observedAtMs,
      umolPerL: Number(umolPerL),
      comparator,
    }))
    .sort((a, b) => a.observedAtMs - b.observedAtMs);
}

/**
 * The patient of a row whose last result is of `atMs`. The file gives an age, not a birth date: the patient is assumed to
 * have their birthday on that day.
 */
export function rowSubject({ ageYears, sex }: CreatinineRow, atMs: number): DecisionSubject {
  return { birthDate: ageYears === null ? null : birthDateOf(atMs, ageYears), sex };
}

function birthDateOf(atMs: number, ageYears: number): string {
  const at = new Date(atMs);
  const date = at.toISOString().slice(5, 10).replace('02-29', '02-28');
  return `${String(at.getUTCFullYear() - ageYears).padStart(4, '0')}-${date}`;
}
