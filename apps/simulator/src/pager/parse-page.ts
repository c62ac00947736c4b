export type ParsedPage = { ok: true; mrn: string; time: string | undefined } | { ok: false; reason: string };

const MAX_MRN_LENGTH = 64;
/** An integer as Python's `int()` reads it: blanks around it, a sign, and single underscores between digits. */
const INTEGER = /^[ \t\n\v\f\r]*([+-]?\d+(?:_\d+)*)[ \t\n\v\f\r]*$/;
/** Length of a time without seconds. */
const MINUTE_DIGITS = 12;

/**
 * Parses `MRN,YYYYMMDDhhmmss`, `MRN,YYYYMMDDhhmm` or `MRN`, as the course's simulator does: an MRN is an integer there,
 * and the time must exist in the calendar.
 * @returns the MRN without blanks, and the time with 14 digits
 */
export function parsePage(body: string): ParsedPage {
  const [number = '', time, ...more] = body.split(',');
  if (more.length > 0) return wrong('more than one comma');
  const mrn = INTEGER.exec(number)?.[1];
  if (mrn === undefined) return wrong('the MRN is not a number');
  if (mrn.length > MAX_MRN_LENGTH) return wrong('the MRN is too long');
  if (time === undefined) return { ok: true, mrn, time };
  const fullTime = time.length === MINUTE_DIGITS ? `${time}00` : time;
  if (!isLocalTime(fullTime)) return wrong('the time is not YYYYMMDDhhmmss');
  return { ok: true, mrn, time: fullTime };
}

function isLocalTime(text: string): boolean {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)?.slice(1).map(Number);
  if (!parts) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC turns an impossible date such as 30 February into another date.
  return time.toISOString().replace(/\D/g, '').slice(0, 14) === text;
}

function wrong(reason: string): ParsedPage {
  return { ok: false, reason };
}
