import { checkResultTime } from './check-result-time';

const sentAt = '2024-03-31T00:54:00.000Z';
const at = (instant: string, precision: 'year' | 'month' | 'day' | 'hour' | 'second' = 'second') =>
  checkResultTime({ local: '20240331', instant, precision }, sentAt);

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
    expect(checkResultTime(null, sentAt)).toEqual({
      ok: false,
      reason: 'time-missing',
      detail: 'no field for the time of a result holds one',
    });
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
