import * as fc from 'fast-check';

import { formatLocal14 } from './format-local14';
import { parseTimestamp } from './parse-timestamp';

const utc = { timezone: 'UTC' };
const instantOf = (text: string, timezone: string, messageZone?: string): string | undefined =>
  parseTimestamp(text, messageZone === undefined ? { timezone } : { timezone, messageZone })?.instant;

describe('a time', () => {
  it.each([
    ['2024', '2024-01-01T00:00:00.000Z', 'year'],
    ['202403', '2024-03-01T00:00:00.000Z', 'month'],
    ['20240331', '2024-03-31T00:00:00.000Z', 'day'],
    ['2024033101', '2024-03-31T01:00:00.000Z', 'hour'],
    ['202403310130', '2024-03-31T01:30:00.000Z', 'minute'],
    ['20240331013015', '2024-03-31T01:30:15.000Z', 'second'],
    ['20240229', '2024-02-29T00:00:00.000Z', 'day'],
  ])('reads %s as %s, to the %s', (text, instant, precision) => {
    expect(parseTimestamp(text, utc)).toEqual({ local: text, instant, precision });
  });

  it.each([
    ['20240331013015.1234', '2024-03-31T01:30:15.123Z'],
    ['20240331013015.6175425', '2024-03-31T01:30:15.617Z'],
    ['20240331013015.5+0100', '2024-03-31T00:30:15.500Z'],
  ])('reads the fraction of %s and omits it from the local digits', (text, instant) => {
    expect(parseTimestamp(text, utc)).toEqual({ local: '20240331013015', instant, precision: 'fraction' });
  });

  it.each([
    ['202403310130+0100', '2024-03-31T00:30:00.000Z'],
    ['202403310130-0530', '2024-03-31T07:00:00.000Z'],
    ['202403310130+01:00', '2024-03-31T00:30:00.000Z'],
    ['202403310130Z', '2024-03-31T01:30:00.000Z'],
    ['20240331+1400', '2024-03-30T10:00:00.000Z'],
    ['20240331+1500', '2024-03-30T09:00:00.000Z'],
    ['20240331+0159', '2024-03-30T22:01:00.000Z'],
  ])('uses the offset of %s, whatever the zone', (text, instant) => {
    expect(instantOf(text, 'America/New_York', '+0900')).toBe(instant);
  });

  it('uses the offset of the message, else of the zone', () => {
    expect(instantOf('20240701120000', 'Europe/London', '-0500')).toBe('2024-07-01T17:00:00.000Z');
    expect(instantOf('20240701120000', 'Europe/London')).toBe('2024-07-01T11:00:00.000Z');
    expect(instantOf('20240701120000', 'Europe/London', 'nonsense')).toBe('2024-07-01T11:00:00.000Z');
    for (const zone of ['', 'x-0500', '-05001', '-0500\n'])
      expect(instantOf('20240701120000', 'Europe/London', zone)).toBe('2024-07-01T11:00:00.000Z');
  });

  it.each([
    ['does not exist', '20240331013000', 'Europe/London', '2024-03-31T01:30:00.000Z'],
    ['is the last before the change', '20240331005959', 'Europe/London', '2024-03-31T00:59:59.000Z'],
    ['is the first after the change', '20240331020000', 'Europe/London', '2024-03-31T01:00:00.000Z'],
    ['is there twice', '20241027013000', 'Europe/London', '2024-10-27T00:30:00.000Z'],
    ['is after the second', '20241027020000', 'Europe/London', '2024-10-27T02:00:00.000Z'],
    ['does not exist', '20240310023000', 'America/New_York', '2024-03-10T07:30:00.000Z'],
    ['is there twice', '20241103013000', 'America/New_York', '2024-11-03T05:30:00.000Z'],
    ['does not exist, by half an hour', '20241006021500', 'Australia/Lord_Howe', '2024-10-05T15:45:00.000Z'],
    ['is of a day left out', '20111230120000', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
    ['is of a quarter-hour zone', '20240615120000', 'Asia/Kathmandu', '2024-06-15T06:15:00.000Z'],
    ['is of long ago', '19400615120000', 'Europe/Amsterdam', '1940-06-15T10:00:00.000Z'],
  ])('that %s (%s in %s) is %s', (_name, text, zone, instant) => {
    expect(instantOf(text, zone)).toBe(instant);
  });

  it.each([
    '',
    '   ',
    '202',
    '20243',
    '2024033',
    '20241301',
    '20240230',
    '20230229',
    '20240331240000',
    '20240331006000',
    '20240331000060',
    '00000101',
    '20240331000000.',
    '202403310000.5',
    '20240331000000+1',
    '20240331000000+0160',
    '20240331000000+1600',
    '000012312330-0100',
    '20240300',
    '20240331000000+9900',
    '2024-03-31',
    '20240331T0130',
    '""',
    'soon',
    '20240331013015\n20240331013015',
  ])('does not read %j', (text) => {
    expect(parseTimestamp(text, utc)).toBeUndefined();
  });

  it.each([
    ['99991231235959-0500', 'UTC', undefined],
    ['99991231235959', 'UTC', '-0500'],
    ['99991231235959', 'America/New_York', undefined],
    ['00010101000000+0100', 'UTC', undefined],
    ['00010101', 'UTC', '+0100'],
    ['00010101', 'Asia/Tokyo', undefined],
  ])('does not read %s in %s with %s: beyond four-digit years', (text, zone, messageZone) => {
    expect(instantOf(text, zone, messageZone)).toBeUndefined();
  });

  it.each([
    ['99991231235959.9999999', 'UTC', '9999-12-31T23:59:59.999Z'],
    ['99991231185959-0500', 'UTC', '9999-12-31T23:59:59.000Z'],
    ['0001', 'UTC', '0001-01-01T00:00:00.000Z'],
  ])('reads the last or first instant %s in %s as %s', (text, zone, instant) => {
    expect(instantOf(text, zone)).toBe(instant);
  });

  it('may be surrounded by blanks', () => {
    expect(parseTimestamp(' 20240331 ', utc)?.local).toBe('20240331');
  });

  it('throws for a zone that does not exist', () => {
    expect(() => parseTimestamp('20240331', { timezone: 'Europe/Nowhere' })).toThrow(RangeError);
  });

  it('reads exactly what a pattern and the calendar of Date allow', () => {
    const digits = (min: number, max: number) =>
      fc.integer({ min, max }).map((number) => String(number).padStart(String(max).length, '0'));
    // No offset moves a time of these years out of the years 0001 to 9999.
    const parts = fc.tuple(digits(2, 9_998), digits(0, 13), digits(0, 32), ...Array(3).fill(digits(0, 61)));
    const given = fc.tuple(parts, fc.nat(6)).map(([all, count]) => all.slice(0, count).join(''));
    const rest = fc.constantFrom(
      '',
      '',
      '0',
      '.',
      '.5',
      '.1234567890',
      'Z',
      '+0159',
      '-01:00',
      '+0160',
      '+1',
      'x',
    );
    fc.assert(
      fc.property(given, rest, rest, (time, first, second) => {
        const text = `${time}${first}${second}`;
        expect([text, parseTimestamp(text, utc)?.local]).toEqual([text, allowedLocal(text)]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads every instant back in zones without clock changes', () => {
    const instants = fc.date({
      min: new Date('1990-01-01Z'),
      max: new Date('2040-01-01Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.constantFrom('UTC', 'Asia/Tokyo', 'America/Phoenix'), (date, zone) => {
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'medium',
        });
        const digits = shown.format(date).replace(/\D/g, '');
        expect(instantOf(digits, zone)).toBe(
          new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString(),
        );
      }),
    );
  });

  it('never goes back from minute to minute, even when clocks do', () => {
    const zones = fc.constantFrom(
      'Europe/London',
      'America/New_York',
      'Pacific/Auckland',
      'Australia/Lord_Howe',
    );
    const minutes = fc.integer({ min: Date.UTC(2023, 0) / 60_000, max: Date.UTC(2026, 0) / 60_000 });
    const digits = (minute: number): string =>
      new Date(minute * 60_000).toISOString().replace(/\D/g, '').slice(0, 12);
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const [minuteStart, next] = [minute, minute + 61].map((at) =>
          Date.parse(instantOf(digits(at), zone) ?? ''),
        );
        expect(next).toBeGreaterThan(minuteStart ?? Infinity);
      }),
      { numRuns: 500 },
    );
  });
});

/** The digits of a time that a regular expression, Date, and a look at its offset allow. */
function allowedLocal(text: string): string | undefined {
  const form = /^(\d{4}(?:\d{2}){0,4}|\d{14}(?:\.\d{1,9})?)(?:Z|[+-](?:0\d|1[0-5]):?[0-5]\d)?$/.exec(text);
  const local = form?.[1]?.split('.')[0];
  if (local === undefined) return undefined;
  const full = local.padEnd(14, '00000101000000'.slice(local.length));
  const iso = full.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6.000Z');
  const date = new Date(iso);
  // Date takes 24 o'clock and days that a month lacks for the day after.
  return !Number.isNaN(date.getTime()) && date.toISOString() === iso ? local : undefined;
}

describe('the fourteen digits of a time', () => {
  it.each([
    ['2024', '20240101000000'],
    ['202403', '20240301000000'],
    ['20240331', '20240331000000'],
    ['2024033101', '20240331010000'],
    ['202401202243', '20240120224300'],
    ['20240120224359', '20240120224359'],
    ['202401202243591234', '20240120224359'],
  ])('fill %s to %s', (local, expected) => {
    expect(formatLocal14(local)).toBe(expected);
  });
});
