const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const EXACT_BELOW = 10;

/** Writes creatinine as laboratories do. */
export const formatCreatinine = (umolPerL: number): string =>
  umolPerL.toFixed(umolPerL < EXACT_BELOW ? 1 : 0);

/** Writes an instant in the zone of the console, such as `29 Nov 2026, 16:04`. */
export function formatTime(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(atMs);
}

export function formatDay(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone }).format(atMs);
}

/** Writes how long ago it was, by the clock of the console. */
export function formatAge(atMs: number, nowMs: number): string {
  const ageMs = Math.max(0, nowMs - atMs);
  if (ageMs < MINUTE_MS) return 'just now';
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min ago`;
  if (ageMs < DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} h ago`;
  return `${Math.floor(ageMs / DAY_MS)} d ago`;
}

export const formatCount = (count: number): string => new Intl.NumberFormat('en-GB').format(count);

export function formatSex(sex: 'F' | 'M' | 'U'): string {
  return { F: 'female', M: 'male', U: 'sex unknown' }[sex];
}
