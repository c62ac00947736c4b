const TIME =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?: ?(Z|UTC|[+-]\d{2}(?::?\d{2})?))?$/i;
const MAX_OFFSET_MINUTES = 15 * 60;

export interface FileTime {
  /** `YYYYMMDDhhmmss`, as written. */
  readonly local: string;
  /** `Z` or `+hhmm`. */
  readonly offset?: string;
  /** The instant; UTC is assumed without an offset. */
  readonly observedAtMs: number;
}

/**
 * Reads a time of ISO 8601, with `T` or a blank before the hour, seconds and their fraction if given, and a zone if given
 * (`Z`, `UTC`, `+01:00`, `+0100`, `+01`). Returns undefined for other texts and for times that are not in the calendar.
 */
export function readTime(text: string): FileTime | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const parts = match.slice(1, 7).map((part) => part ?? '00');
  const local = parts.join('');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const localMs = Date.UTC(year, month - 1, day, hour, minute, second);
  // A time that the calendar lacks lies elsewhere: 30 February in March.
  if (new Date(localMs).toISOString().replace(/\D/g, '').slice(0, 14) !== local) return undefined;
  const zone = match[7];
  if (zone === undefined) return { local, observedAtMs: localMs };
  if (/^[zu]/i.test(zone)) return { local, offset: 'Z', observedAtMs: localMs };
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const offsetMinutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  if (offsetMinutes > MAX_OFFSET_MINUTES || Number(digits.slice(2)) > 59) return undefined;
  const sign = zone.startsWith('-') ? -1 : 1;
  return {
    local,
    offset: `${zone.slice(0, 1)}${digits}`,
    observedAtMs: localMs - sign * offsetMinutes * 60_000,
  };
}
