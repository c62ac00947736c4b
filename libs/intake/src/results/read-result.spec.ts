import { type ObservationValue } from '@renwatch/events';
import { creatinine } from '../intake.spec-support';
import { readResult } from './read-result';

const code = { code: 'CREATININE', system: '', defaultUnit: 'umol/L' };
const context = { index: 3, code, sentAt: '2024-03-31T00:54:00.000Z', hasPatient: true };
const read = (change: Partial<ObservationValue>, others: Partial<typeof context> = {}) =>
  readResult({ ...creatinine, ...change }, { ...context, ...others });

describe('readResult', () => {
  it('reads every field of a result', () => {
    expect(read({ value: '<^10', unit: 'mg/L', order: 'F1', subId: '2', status: ' f ' })).toEqual({
      ok: true,
      result: {
        observation: 3,
        order: 'F1',
        subId: '2',
        observedAt: { local: '20240331005400', instant: '2024-03-31T00:54:00.000Z' },
        umolPerL: '88.42',
        comparator: '<',
        status: 'F',
      },
    });
  });

  it('takes the default unit of the code if OBX-6 is empty', () => {
    const mgPerDl = { ...code, defaultUnit: 'mg/dL' };
    expect(read({ value: '1' }, { code: mgPerDl })).toMatchObject({ result: { umolPerL: '88.42' } });
  });

  it('prefers OBX-6 to the default unit', () => {
    const mgPerDl = { ...code, defaultUnit: 'mg/dL' };
    expect(read({ value: '100', unit: 'umol/L' }, { code: mgPerDl })).toMatchObject({
      result: { umolPerL: '100' },
    });
  });

  it('refuses a value without a unit if the code has no default', () => {
    expect(readResult(creatinine, { ...context, code: { ...code, defaultUnit: null } })).toEqual({
      ok: false,
      reason: 'unit-missing',
      detail: 'no unit given and none configured for the code',
    });
  });

  it.each([
    ['an empty value', { value: '' }, 'not-a-number'],
    ['a value above the highest', { value: '3001' }, 'out-of-range'],
    ['zero', { value: '0' }, 'out-of-range'],
    ['an unknown unit', { unit: 'furlong' }, 'unit-unknown'],
    ['no time', { observedAt: null }, 'time-missing'],
    [
      'a time of a year',
      { observedAt: { local: '2024', instant: '2024-01-01T00:00:00.000Z', precision: 'year' as const } },
      'time-imprecise',
    ],
    [
      'a time two days ahead',
      { observedAt: { local: '20240402', instant: '2024-04-02T00:00:00.000Z', precision: 'day' as const } },
      'time-in-future',
    ],
  ])('refuses %s', (_case, change, reason) => {
    expect(read(change)).toMatchObject({ ok: false, reason });
  });

  it('refuses a result without a patient before anything else', () => {
    expect(read({ value: '', observedAt: null }, { hasPatient: false })).toEqual({
      ok: false,
      reason: 'patient-missing',
      detail: 'a creatinine result without a patient (PID-3)',
    });
  });

  it.each(['D', 'W', 'X', 'x'])('reads a result withdrawn by status %s without a value', (status) => {
    for (const value of ['', 'cancelled'])
      expect(read({ value, status })).toMatchObject({
        ok: true,
        result: { umolPerL: null, comparator: '', status: status.toUpperCase() },
      });
  });

  it('keeps the value of a withdrawn result that has one', () => {
    expect(read({ value: '80', status: 'D' })).toMatchObject({ result: { umolPerL: '80', status: 'D' } });
  });

  it.each(['', 'P', 'F', 'C'])('needs a value with status %j', (status) => {
    expect(read({ value: '80', status })).toMatchObject({ result: { umolPerL: '80', status } });
    expect(read({ value: '', status })).toMatchObject({ ok: false, reason: 'not-a-number' });
  });
});
