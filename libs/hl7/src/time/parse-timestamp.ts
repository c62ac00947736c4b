import { type Hl7Precision, type Hl7Time } from './hl7-time';
import { localToInstant } from './local-to-instant';

export interface TimestampOptions {
  /** The offset of MSH-7, such as `+0100` or `Z`, for times without an offset; other texts are ignored. */
  readonly messageZone?: string;
  /** The IANA zone of the feed, for times without any offset. */
  readonly timezone: string;
}

/** Accepts offsets with a colon and `Z` too, which senders copy from ISO 8601. */
const TIMESTAMP =
  /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.(\d{1,9}))?)?)?)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const OFFSET = /^([+-])(\d{2}):?(\d{2})$/;
const MAX_OFFSET_HOURS = 15;
const PRECISIONS: readonly Hl7Precision[] = ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction'];

/** Years 0001 to 9999, which ISO 8601 writes with four digits. */
const FIRST_INSTANT_MS = Date.parse('0001-01-01T00:00:00.000Z');
const LAST_INSTANT_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Parses a time of HL7 (TS, DTM, DT): 4 to 14 digits, then fraction and offset. Returns undefined for other texts, for
 * times that are not in the calendar, and for instants outside the years 0001 to 9999 (UTC). The offset of the time, else
 * of the message, else the feed's zone decides the instant; the zone of the process never does.
 */
export function parseTimestamp(text: string, options: TimestampOptions): Hl7Time | undefined {
  const match = TIMESTAMP.exec(text.trim());
  if (!match) return undefined;
  const given = match.slice(1, 8).filter((part) => part !== undefined);
  const localMs = calendarMs(given.map(Number));
  const precision = PRECISIONS[given.length - 1] as Hl7Precision;
  if (localMs === undefined) return undefined;
  const fractionMs = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const instantMs = toInstant(localMs + fractionMs, match[8], options);
  if (instantMs === undefined || instantMs < FIRST_INSTANT_MS || instantMs > LAST_INSTANT_MS)
    return undefined;
  return { local: given.slice(0, 6).join(''), instant: new Date(instantMs).toISOString(), precision };
}

/** Returns the time as if it were UTC; undefined if a part is out of range: 30 February, 24 o'clock. */
function calendarMs(parts: readonly number[]): number | undefined {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A day that the month lacks lies in another month.
  if (year < 1 || date.getUTCMonth() !== month - 1) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return date.setUTCHours(hour, minute, second);
}

function toInstant(localMs: number, zone: string | undefined, options: TimestampOptions): number | undefined {
  if (zone !== undefined) {
    const own = offsetMs(zone);
    return own === undefined ? undefined : localMs - own;
  }
  const ofMessage = offsetMs(options.messageZone ?? '');
  return ofMessage === undefined ? localToInstant(localMs, options.timezone) : localMs - ofMessage;
}

function offsetMs(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const [, sign, hours, minutes] = OFFSET.exec(zone) ?? [];
  if (hours === undefined || Number(hours) > MAX_OFFSET_HOURS || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
