/** `YYYYMMDDhhmmss` in UTC: the cohort's hospital keeps UTC, so that no time zone changes a byte. */
export function formatLocalTime(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\D/g, '').slice(0, 14);
}
