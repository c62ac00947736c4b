import { type CreatinineResult, type DecisionSubject } from '@renwatch/aki';
import { type CreatinineCsvRow } from './creatinine-csv-row';

/** A labelled row as a question to the rule or the model: is `current` AKI? */
export interface LabelledCase {
  readonly current: CreatinineResult;
  readonly earlier: readonly CreatinineResult[];
  readonly subject: DecisionSubject;
  readonly aki: boolean;
}

/**
 * The case of a row; undefined when the row has no label or no result. The latest result is the current one; of
 * results at the same time, the last written. The form gives an age, not a birth date: the patient is assumed to have
 * their birthday on the day of the current result.
 */
export function labelledCase(row: CreatinineCsvRow): LabelledCase | undefined {
  const ordered = row.results
    .map(({ observedAtMs, umolPerL, comparator = '' }, index) => ({
      id: String(index).padStart(6, '0'),
      observedAtMs,
      umolPerL: Number(umolPerL),
      comparator,
    }))
    .sort((a, b) => a.observedAtMs - b.observedAtMs);
  const current = ordered.pop();
  if (!current || row.aki === null) return undefined;
  return {
    current,
    earlier: ordered,
    subject: {
      birthDate: row.ageYears === null ? null : birthDateOf(current.observedAtMs, row.ageYears),
      sex: row.sex,
    },
    aki: row.aki,
  };
}

function birthDateOf(atMs: number, ageYears: number): string {
  const at = new Date(atMs);
  const date = at.toISOString().slice(5, 10).replace('02-29', '02-28');
  return `${String(at.getUTCFullYear() - ageYears).padStart(4, '0')}-${date}`;
}
