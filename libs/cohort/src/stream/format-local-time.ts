/** `YYYYMMDDhhmmss` in UTC: the hospital uses UTC, so that the bytes do not depend on a time zone. */
export function formatLocalTime(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\D/g, '').slice(0, 14);
}
