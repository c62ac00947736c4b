import { type DecisionSubject } from './decision-subject';

const OLDEST_YEARS = 130;

/** Full years of age: one number if the day of birth is known, else the ages by the latest and the earliest possible day. */
export interface AgeSpan {
  readonly youngest: number;
  readonly oldest: number;
}

/**
 * Returns the full years of age at a moment, counted in UTC dates. Of a birth date in part, the youngest age counts.
 * Returns null if the birth date is unknown, is not a date, lies after the moment, or makes the patient older than 130.
 */
export function ageYears(subject: Pick<DecisionSubject, 'birthDate'>, atMs: number): number | null {
  return ageSpan(subject, atMs)?.youngest ?? null;
}

/** Returns the ages that the birth date allows at a moment; null as for `ageYears`. */
export function ageSpan({ birthDate }: Pick<DecisionSubject, 'birthDate'>, atMs: number): AgeSpan | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(birthDate ?? '') ?? [];
  if (year === undefined) return null;
  const first = { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) };
  const last = { ...first, month: Number(month ?? 12), day: Number(day ?? 31) };
  if (!isDate(first)) return null;
  const at = new Date(atMs);
  const [youngest, oldest] = [yearsSince(last, at), yearsSince(first, at)];
  if (oldest < 0 || youngest > OLDEST_YEARS) return null;
  return { youngest: Math.max(youngest, 0), oldest: Math.min(oldest, OLDEST_YEARS) };
}

interface Day {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

/** A day that the month lacks lies in another month. */
function isDate({ year, month, day }: Day): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1;
}

function yearsSince({ year, month, day }: Day, at: Date): number {
  const atMonth = at.getUTCMonth() + 1;
  const isBeforeBirthday = atMonth < month || (atMonth === month && at.getUTCDate() < day);
  return at.getUTCFullYear() - year - (isBeforeBirthday ? 1 : 0);
}
