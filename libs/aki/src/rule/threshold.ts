/**
 * Tolerance for binary rounding: in decimal arithmetic 132.63 / 88.42 reaches 1.5, and 126.3 − 100.3 does not exceed 26.
 * Far below the precision that any laboratory reports.
 */
const ROUNDING = 1e-9;

export function reaches(value: number, limit: number): boolean {
  return value >= limit - ROUNDING;
}

export function exceeds(value: number, limit: number): boolean {
  return value > limit + ROUNDING;
}
