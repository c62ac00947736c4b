/** Writes 8 to 14 digits as `2025-06-10 08:00`; shorter times stay as they are. */
export function formatTime(local: string): string {
  const match = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})?(\d{2})?)?/.exec(local);
  if (!match) return local;
  const [, year, month, day, ...clock] = match;
  const time = clock.filter((part) => part !== undefined).join(':');
  return `${year}-${month}-${day}${time === '' ? '' : ` ${time}`}`;
}
