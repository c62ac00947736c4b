import { type DecisionSubject } from './decision-subject';

const OLDEST_YEARS = 130;

/**
 * Returns the full years of age at a moment, counted in UTC dates. Returns null if the birth date is unknown, is not a
 * date, lies after the moment, or makes the patient older than 130.
 */
export function ageYears(subject: Pick<DecisionSubject, 'birthDate'>, atMs: number): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(subject.birthDate ?? '');
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const born = new Date(0);
  born.setUTCFullYear(year, month - 1, day);
  // A day that the month lacks lies in another month.
  if (born.getUTCMonth() !== month - 1) return null;
  const at = new Date(atMs);
  const beforeBirthday =
    at.getUTCMonth() < month - 1 || (at.getUTCMonth() === month - 1 && at.getUTCDate() < day);
  const age = at.getUTCFullYear() - year - (beforeBirthday ? 1 : 0);
  return age >= 0 && age <= OLDEST_YEARS ? age : null;
}
