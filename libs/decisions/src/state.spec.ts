import { apply } from './apply';
import { NO_DEMOGRAPHICS } from './demographics';
import { changedPatients, initialState, numberOf, patientOf, type KnownNumber } from './state';

const identity = (mrn: string): KnownNumber['patient'] => ({
  ...{ id: `p:${mrn}`, key: `local|${mrn}`, authority: 'local', mrn },
  ...NO_DEMOGRAPHICS,
});
const own = (mrn: string): KnownNumber => ({
  ...{ id: `p:${mrn}`, key: `local|${mrn}`, merged: null, isNew: false, patient: identity(mrn) },
});
/** The number 2, merged into the patient of number 1. */
const merged: KnownNumber = {
  id: 'p:2',
  key: 'local|2',
  merged: {
    sentAt: '2024-01-01T00:00:00.000Z',
    receivedAt: '2024-01-01T00:00:01.000Z',
    messageId: 'm0',
  },
  isNew: false,
  patient: identity('1'),
};
const moment = {
  messageId: 'm',
  receivedAt: '2024-01-02T00:00:01.000Z',
  sentAt: '2024-01-02T00:00:00.000Z',
};
const message = { ...moment, feed: 'ward', repeatsThePast: false };
const woman = { ...NO_DEMOGRAPHICS, birthDate: '1950-01-01', sex: 'F', demographicsAt: null } as const;

describe('the state of a batch', () => {
  it('has the surviving number even if the batch names a merged one', () => {
    const state = initialState([merged], new Map());
    expect(numberOf(state, 'local|2')).toMatchObject({ patientId: 'p:1', merged: merged.merged });
    expect(numberOf(state, 'local|1')).toMatchObject({ id: 'p:1', patientId: 'p:1', merged: null });
    expect(patientOf(state, 'p:1').results).toEqual([]);
  });

  it('throws for a number or patient that was not read', () => {
    const state = initialState([merged], new Map());
    expect(() => numberOf(state, 'local|3')).toThrow(new TypeError('a number of the batch was not read'));
    expect(() => patientOf(state, 'p:2')).toThrow(new TypeError('a patient of the batch was not read'));
  });

  it('is not changed by an event', () => {
    const before = initialState([own('1'), own('2')], new Map());
    const after = apply(before, { type: 'DemographicsChanged', patientId: 'p:1', demographics: woman });
    expect(patientOf(before, 'p:1').sex).toBe('U');
    expect(changedPatients(before, before)).toEqual([]);
    expect(changedPatients(before, after)).toMatchObject([{ id: 'p:1', ...woman }]);
  });

  it('counts a patient who goes by another number as changed', () => {
    const before = initialState([own('1'), merged], new Map());
    const after = apply(before, {
      type: 'SurvivorChanged',
      ...{
        patientId: 'p:1',
        intoId: 'p:2',
        number: { key: 'local|2', authority: 'local', mrn: '2' },
        message,
      },
    });
    expect(changedPatients(before, after)).toMatchObject([{ id: 'p:2', mrn: '2' }]);
    expect(numberOf(after, 'local|1')).toEqual({
      ...{ id: 'p:1', merged: moment, isNew: false, patientId: 'p:2' },
    });
    expect(numberOf(after, 'local|2')).toEqual({
      ...{ id: 'p:2', merged: null, isNew: false, patientId: 'p:2' },
    });
  });
});
