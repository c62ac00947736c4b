import { localMs, type KnownPatient, type KnownResult } from './known-result';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Ratios of decimal values differ from round numbers in the last binary digit. */
const ROUNDING = 1e-9;

/**
 * Implements NHS England's rule a second time, from its text and not from the library, so that the two check each other.
 * @returns the stage, 0 to 3, of the result against all strictly earlier ones
 */
export function ownStage(
  result: KnownResult,
  all: readonly KnownResult[],
  patient?: KnownPatient,
): 0 | 1 | 2 | 3 {
  const now = localMs(result.local);
  const earlier = all
    .map(({ local, umolPerL }) => ({ ageMs: now - localMs(local), value: umolPerL }))
    .filter(({ ageMs }) => ageMs > 0 && ageMs <= 365 * DAY_MS);
  const values = (from: number, to: number) =>
    earlier.filter(({ ageMs }) => ageMs > from && ageMs <= to).map(({ value }) => value);
  const week = values(0, 7 * DAY_MS);
  const year = values(7 * DAY_MS, 365 * DAY_MS);
  const ratios = [
    ...(week.length > 0 ? [result.umolPerL / Math.min(...week)] : []),
    ...(year.length > 0 ? [result.umolPerL / medianOf(year)] : []),
  ];
  const ratio = Math.max(0, ...ratios) + ROUNDING;
  if (ratio >= 1.5) {
    if (ratio >= 3 || result.umolPerL > absoluteLimit(result, patient)) return 3;
    return ratio >= 2 ? 2 : 1;
  }
  const twoDays = values(0, 48 * HOUR_MS);
  return twoDays.length > 0 && result.umolPerL - Math.min(...twoDays) > 26 + ROUNDING ? 1 : 0;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** 354 µmol/L; below 18 years three times the upper limit of health (Pottel 2008 and 2016). */
function absoluteLimit(result: KnownResult, patient: KnownPatient | undefined): number {
  if (!patient?.birthDate) return 354;
  const day = Number(result.local.slice(0, 8));
  const years = Math.floor((day - Number(patient.birthDate)) / 10_000);
  if (years >= 18) return 354;
  const grown = patient.sex === 'F' ? 0.7 : 0.9;
  const child = (age: number) => 0.2329 + 0.027 * age;
  const healthy = years < 14 ? child(years) : child(14) + ((grown - child(14)) * (years - 14)) / 6;
  return 3 * 1.33 * 88.42 * healthy;
}
