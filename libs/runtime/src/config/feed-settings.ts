import { setting, type Parsed } from './setting';

/** An assigning authority: never empty, and without `|`, which separates it from the number in a patient's key. */
export function parseAuthority(text: string): Parsed<string> {
  const trimmed = text.trim();
  return trimmed !== '' && !trimmed.includes('|')
    ? { ok: true, value: trimmed }
    : { ok: false, remedy: 'give a short name without |, such as RRK' };
}

export function parseTimezone(text: string): Parsed<string> {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return { ok: true, value: text };
  } catch {
    return { ok: false, remedy: 'give an IANA time zone, such as Europe/London or UTC' };
  }
}

/** What feeds, and files beside them, leave unsaid: the same for every service that reads one. */
export const feedSettings = {
  authority: setting.custom('ASSIGNING_AUTHORITY', {
    describe: 'the assigning authority of patient numbers that carry none',
    fallback: 'local',
    parse: parseAuthority,
  }),
  timezone: setting.custom('FEED_TIMEZONE', {
    describe: 'the IANA time zone of times that carry none',
    fallback: 'UTC',
    parse: parseTimezone,
  }),
};
