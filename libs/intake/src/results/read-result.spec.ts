import { type ObservationValue } from '@renwatch/events';
import { creatinine } from '../intake.spec-support';
import { IGNORED_REASONS } from './ignored';
import { readResult } from './read-result';

const code = { code: 'CREATININE', system: '', defaultUnit: 'umol/L' };
const context = { index: 3, code, sentAt: '2024-03-31T00:54:00.000Z', hasPatient: true };
const read = (change: Partial<ObservationValue>, others: Partial<typeof context> = {}) =>
  readResult({ ...creatinine, ...change }, { ...context, ...others });

describe('readResult', () => {
  it('reads every field of a result', () => {
    const service = { code: 'UE', text: 'Urea' };
    const specimen = { id: 'S1', codes: ['SER'], text: 'Serum' };
    const order = { order: 'F1', placer: 'P1', service, specimen };
    expect(read({ value: '<^10', unit: 'mg/L', ...order, subId: '2', status: ' f ' })).toEqual({
      result: {
        observation: 3,
        order: 'F1',
        ...{ placer: 'P1', specimen: 'S1', code: 'CREATININE', service: 'UE' },
        subId: '2',
        observedAt: { local: '20240331005400', instant: '2024-03-31T00:54:00.000Z' },
        umolPerL: '88.42',
        comparator: '<',
        status: 'F',
      },
    });
  });

  it('tells that its time is one of analysis', () => {
    expect(read({ isTimeOfAnalysis: true }).result).toMatchObject({ isTimeOfAnalysis: true });
    expect(read({}).result).not.toHaveProperty('isTimeOfAnalysis');
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
      refusal: { reason: 'unit-missing', detail: 'no unit given and none configured for the code' },
    });
  });

  it.each([
    ['a number that nobody can read', { value: '80 or 90' }, 'not-a-number'],
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
    expect(read(change)).toMatchObject({ refusal: { reason } });
  });

  it('refuses a number without a patient before anything else', () => {
    expect(read({ value: '80 or 90', observedAt: null }, { hasPatient: false })).toEqual({
      refusal: {
        reason: 'patient-missing',
        detail: expect.stringContaining('a creatinine result without a patient: PID-3 has no number'),
      },
    });
  });

  it.each(['D', 'W', 'X', 'x'])('reads a result withdrawn by status %s without a value', (status) => {
    for (const value of ['', 'cancelled', 'haemolysed 3+'])
      expect(read({ value, status })).toEqual({
        result: expect.objectContaining({
          ...{ umolPerL: null, comparator: '', status: status.toUpperCase() },
        }) as unknown,
      });
    expect(read({ value: '80', unit: 'furlong', status })).toMatchObject({ result: { umolPerL: null } });
  });

  it('keeps the value of a withdrawn result that has one', () => {
    expect(read({ value: '80', status: 'D' })).toMatchObject({ result: { umolPerL: '80', status: 'D' } });
  });

  it.each(['', 'P', 'F', 'C', 'A', 'B', 'V', 'Q', 'I', 'N', 'O', 'U'])(
    'reads a number with status %j',
    (status) => {
      expect(read({ value: '80', status })).toMatchObject({ result: { umolPerL: '80', status } });
    },
  );

  it.each(['P', 'R', 'S', 'I', 'N', 'O'])('ignores status %s without a value as pending', (status) => {
    expect(read({ value: '', status })).toEqual({ ignored: 'pending' });
  });

  it('ignores an unchanged result without a value, and tells what it confirms', () => {
    const confirmed = { umolPerL: null, comparator: '', status: 'U', confirms: true, order: 'F1' };
    const { local, instant } = { local: '20240331005400', instant: '2024-03-31T00:54:00.000Z' };
    for (const observedAt of [creatinine.observedAt, null])
      expect(read({ value: '', status: 'U', order: 'F1', observedAt })).toMatchObject({
        ignored: 'unchanged',
        result: { ...confirmed, observedAt: { local, instant } },
      });
  });

  it('confirms nothing without a patient, and nothing of urine', () => {
    expect(read({ value: '', status: 'U' }, { hasPatient: false })).toEqual({ ignored: 'unchanged' });
    expect(read({ value: '', status: 'U', text: 'Urine' })).toEqual({ ignored: 'not-blood' });
  });

  it.each([
    ['', 'F', true],
    ['', 'C', true],
    ['', '', true],
    ['haemolysed', 'C', true],
    ['haemolysed', 'A', true],
    ['', 'B', true],
    ['', 'V', true],
    ['', 'Q', true],
    ['haemolysed', '', true],
    ['see comment', 'P', false],
    ['see comment', 'I', false],
    ['see comment', 'U', false],
  ])('ignores %j with status %j, which withdraws a number: %p', (value, status, withdraws) => {
    const { result, ...rest } = read({ value, status });
    expect(rest).toEqual({ ignored: 'without-number' });
    expect(result?.umolPerL).toBe(withdraws ? null : undefined);
  });

  it.each([
    ['F', true],
    ['C', true],
    ['P', false],
  ])('refuses an unreadable number with status %s, which withdraws: %p', (status, withdraws) => {
    const { result, refusal } = read({ value: 'haemolysed 3+', status });
    expect(refusal?.reason).toBe('not-a-number');
    expect(result?.umolPerL).toBe(withdraws ? null : undefined);
  });

  it.each([
    ['out-of-range', { value: '3001' }],
    ['out-of-range', { value: '0' }],
    ['out-of-range', { value: '<^4', unit: 'umol/L' }],
    ['unit-unknown', { unit: 'furlong' }],
    ['unit-implausible', { value: '0.9' }],
  ])('refuses a number as %s, and withdraws by a correction: %j', (reason, change) => {
    for (const status of ['C', 'A', ' c '])
      expect(read({ ...change, status })).toMatchObject({
        refusal: { reason },
        result: { umolPerL: null, comparator: '', status: status.trim().toUpperCase() },
      });
    for (const status of ['', 'F', 'P', 'U', 'B'])
      expect(read({ ...change, status })).toEqual({
        refusal: { reason, detail: expect.any(String) as never },
      });
  });

  it('withdraws by a correction without a unit, if the code has none', () => {
    const withoutUnit = { ...code, defaultUnit: null as never };
    expect(read({ status: 'C' }, { code: withoutUnit })).toMatchObject({
      refusal: { reason: 'unit-missing' },
      result: { umolPerL: null },
    });
  });

  it.each([
    ['without a patient', {}, { hasPatient: false }],
    ['without a time', { observedAt: null }, {}],
    ['of urine', { text: 'Urine creatinine' }, {}],
  ])('withdraws nothing by a correction %s', (_case, change, others) => {
    expect(read({ value: '3001', status: 'C', ...change }, others).result).toBeUndefined();
  });

  it.each([
    { value: '', status: 'I' },
    { value: '', status: 'U' },
    { value: 'haemolysed' },
    { text: 'Urine creatinine' },
  ])('ignores for a listed reason: %j', (change) => {
    expect(IGNORED_REASONS).toContain(read(change).ignored);
  });

  it('ignores another specimen whatever else is missing', () => {
    const urine = { text: 'Urine creatinine', observedAt: null, value: '2.4', unit: 'furlong' };
    expect(read(urine, { hasPatient: false })).toEqual({ ignored: 'not-blood' });
  });
});
