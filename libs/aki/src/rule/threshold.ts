/**
 * A limit met in decimal arithmetic must not be missed, nor one not passed be passed, by binary rounding:
 * 132.63 / 88.42 is 1.5, and 126.3 − 100.3 is 26. Far below what any laboratory reports.
 */
const ROUNDING = 1e-9;

export function reaches(value: number, limit: number): boolean {
  return value >= limit - ROUNDING;
}

export function exceeds(value: number, limit: number): boolean {
  return value > limit + ROUNDING;
}
