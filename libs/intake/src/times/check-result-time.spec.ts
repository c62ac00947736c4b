import { extract, hl7, MSH, observationsOf } from '../intake.spec-support';
import { checkResultTime } from './check-result-time';

const sentAt = '2024-03-31T00:54:00.000Z';
const at = (instant: string, precision: 'year' | 'month' | 'day' | 'hour' | 'second' = 'second') =>
  checkResultTime({ observedAt: { local: '20240331', instant, precision } }, sentAt);

describe('checkResultTime', () => {
  it('keeps the local digits and the instant', () => {
    expect(at(sentAt)).toEqual({ ok: true, observedAt: { local: '20240331', instant: sentAt } });
  });

  it('places a time of a day within it, and keeps its beginning', () => {
    expect(at('2024-03-31T00:00:00.000Z', 'day')).toEqual({
      ok: true,
      observedAt: { local: '20240331', instant: sentAt, begins: '2024-03-31T00:00:00.000Z' },
    });
  });

  it('refuses a missing time', () => {
    expect(checkResultTime({ observedAt: null }, sentAt)).toEqual({
      ok: false,
      reason: 'time-missing',
      detail: 'no field for the time of a result holds one',
    });
  });

  it.each([
    ['2025-06-11T09:00:00', '', 'OBR-7 is not an HL7 time; write YYYYMMDDHHMM'],
    ['11/06/2025', '9 am', 'OBR-7, OBX-14 are no HL7 times; write YYYYMMDDHHMM'],
    ['20250230', '""', 'OBR-7 is not an HL7 time; write YYYYMMDDHHMM'],
    ['', '2025-06', 'OBX-14 is not an HL7 time; write YYYYMMDDHHMM'],
    ['', '', 'no field for the time of a result holds one'],
  ])('names the fields without a readable time: %j %j', (obr7, obx14, detail) => {
    const [observation] = observationsOf(`OBR|1||||||${obr7}`, `OBX|1|NM|X||1|||||||||${obx14}`);
    expect(checkResultTime(observation ?? { observedAt: null }, sentAt)).toEqual({
      ...{ ok: false, reason: 'time-missing', detail },
    });
  });

  it('names no field that the feed does not read times from', () => {
    const segments = ['OBR|1||||||2025-06-11', 'OBX|1|NM|X||1'];
    const bytes = hl7(MSH, 'PID|1||1', ...segments);
    const [observation] = extract(bytes, { resultTime: ['OBX-14'] }).observations;
    expect(observation?.unreadableTimes).toBeUndefined();
  });

  it.each(['year', 'month'] as const)('refuses a time given to the %s', (precision) => {
    expect(at(sentAt, precision)).toEqual({
      ok: false,
      reason: 'time-imprecise',
      detail: `the result's time is given to the ${precision} only`,
    });
  });

  it.each(['day', 'hour'] as const)('accepts a time given to the %s', (precision) => {
    expect(at(sentAt, precision)).toMatchObject({ ok: true });
  });

  it('accepts any time up to 24 h ahead of its message', () => {
    expect(at('2024-04-01T00:54:00.000Z')).toMatchObject({ ok: true });
    expect(at('1999-04-01T00:54:00.000Z')).toMatchObject({ ok: true });
  });

  it('refuses a time further ahead, which would hide every later result', () => {
    expect(at('2024-04-01T00:54:00.001Z')).toEqual({
      ok: false,
      reason: 'time-in-future',
      detail: 'the result is more than 24 h later than its message',
    });
  });
});
