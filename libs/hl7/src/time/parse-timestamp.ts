import { type Hl7Precision, type Hl7Time } from './hl7-time';
import { localToInstant } from './local-to-instant';

export interface TimestampOptions {
  /** The offset of MSH-7, such as `+0100` or `Z`, for times without an offset; other texts are ignored. */
  readonly messageZone?: string;
  /** The IANA zone of the feed, for times without any offset. */
  readonly timezone: string;
}

/** The digits of each precision, beginning with four for a year. */
const PRECISIONS: readonly Hl7Precision[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];
const YEAR_DIGITS = 4;
const SECOND_DIGITS = 14;
const MAX_FRACTION_DIGITS = 9;
const MAX_OFFSET_HOURS = 15;

const ZERO = 0x30;
const POINT = 0x2e;
const PLUS = 0x2b;
const MINUS = 0x2d;
const COLON = 0x3a;

/** Years 0001 to 9999, which ISO 8601 writes with four digits. */
const FIRST_INSTANT_MS = Date.parse('0001-01-01T00:00:00.000Z');
const LAST_INSTANT_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Parses a time of HL7 (TS, DTM, DT): 4 to 14 digits, then fraction and offset. Returns undefined for other texts, for
 * times that are not in the calendar, and for instants outside the years 0001 to 9999 (UTC). The offset of the time, else
 * of the message, else the feed's zone decides the instant; the zone of the process never does.
 */
export function parseTimestamp(text: string, options: TimestampOptions): Hl7Time | undefined {
  const time = text.trim();
  const digits = digitsAt(time, 0);
  if (digits < YEAR_DIGITS || digits > SECOND_DIGITS || digits % 2 !== 0) return undefined;
  const fraction = digits === SECOND_DIGITS && time.charCodeAt(digits) === POINT;
  const end = fraction ? digits + 1 + digitsAt(time, digits + 1) : digits;
  if (fraction && (end === digits + 1 || end > digits + 1 + MAX_FRACTION_DIGITS)) return undefined;
  const localMs = calendarMs(time, digits);
  if (localMs === undefined) return undefined;
  const fractionMs = fraction ? Number(time.slice(digits + 1, Math.min(end, digits + 4)).padEnd(3, '0')) : 0;
  const instantMs = toInstant(localMs + fractionMs, time.slice(end), options);
  if (instantMs === undefined || instantMs < FIRST_INSTANT_MS || instantMs > LAST_INSTANT_MS)
    return undefined;
  const precision = fraction ? 'fraction' : PRECISIONS[(digits - YEAR_DIGITS) / 2];
  if (precision === undefined) return undefined;
  return { local: time.slice(0, digits), instant: new Date(instantMs).toISOString(), precision };
}

/** Returns how many digits stand at an offset. */
function digitsAt(text: string, begin: number): number {
  let at = begin;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at - begin;
}

/** False for NaN, which stands behind the end of a text. */
function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9;
}

/** Returns the number of two digits. */
function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
}

/** Returns the time as if it were UTC; undefined if a part is out of range: 30 February, 24 o'clock. */
function calendarMs(text: string, digits: number): number | undefined {
  const pairOr = (at: number, absent: number): number => (digits > at ? pairAt(text, at) : absent);
  const year = pairAt(text, 0) * 100 + pairAt(text, 2);
  const [month, day] = [pairOr(4, 1), pairOr(6, 1)];
  const [hour, minute, second] = [pairOr(8, 0), pairOr(10, 0), pairOr(12, 0)];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  // Date.UTC takes years below 100 for years of the twentieth century. The calendar repeats every 400 years.
  return Date.UTC(year + CYCLE_YEARS, month - 1, day, hour, minute, second) - CYCLE_MS;
}

const CYCLE_YEARS = 400;
const CYCLE_MS = Date.UTC(2400, 0) - Date.UTC(2000, 0);

function daysIn(month: number, year: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % CYCLE_YEARS === 0) ? 29 : 28;
}

/** @param zone text behind the time: an offset or nothing */
function toInstant(localMs: number, zone: string, options: TimestampOptions): number | undefined {
  if (zone !== '') {
    const own = offsetMs(zone);
    return own === undefined ? undefined : localMs - own;
  }
  const ofMessage = offsetMs(options.messageZone ?? '');
  return ofMessage === undefined ? localToInstant(localMs, options.timezone) : localMs - ofMessage;
}

/** Accepts offsets with a colon and `Z` too, which senders copy from ISO 8601. */
function offsetMs(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const sign = zone.charCodeAt(0);
  if (sign !== PLUS && sign !== MINUS) return undefined;
  const minutesAt = zone.charCodeAt(3) === COLON ? 4 : 3;
  if (zone.length !== minutesAt + 2 || digitsAt(zone, 1) < 2 || digitsAt(zone, minutesAt) !== 2)
    return undefined;
  const [hours, minutes] = [pairAt(zone, 1), pairAt(zone, minutesAt)];
  if (hours > MAX_OFFSET_HOURS || minutes > 59) return undefined;
  return (sign === MINUS ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
