import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type DecisionSubject } from '../creatinine/decision-subject';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const NOW_MS = Date.UTC(2024, 2, 31, 0, 54);

export const adult: DecisionSubject = { birthDate: '1970-01-01', sex: 'M' };

export function now(umolPerL: number): CreatinineResult {
  return { id: 'now', observedAtMs: NOW_MS, umolPerL };
}

/** A result taken `ageMs` before `now`. */
export function ago(ageMs: number, umolPerL: number, id = `${ageMs}-${umolPerL}`): CreatinineResult {
  return { id, observedAtMs: NOW_MS - ageMs, umolPerL };
}
