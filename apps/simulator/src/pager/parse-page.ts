export type ParsedPage = { ok: true; mrn: string; time: string | undefined } | { ok: false; reason: string };

const MAX_MRN_LENGTH = 64;

/** Parses `MRN,YYYYMMDDhhmmss` or `MRN`; the time must exist in the calendar. */
export function parsePage(body: string): ParsedPage {
  const [mrn = '', time, ...more] = body.split(',');
  if (more.length > 0) return wrong('more than one comma');
  if (!/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(mrn)) return wrong('no MRN');
  if (mrn.length > MAX_MRN_LENGTH) return wrong('the MRN is too long');
  if (time !== undefined && !isLocalTime(time)) return wrong('the time is not YYYYMMDDhhmmss');
  return { ok: true, mrn, time };
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
