import { apply } from './apply';
import { changedPatients, initialState, numberOf, patientOf, type KnownNumber } from './state';

const identity = (mrn: string): KnownNumber['patient'] => ({
  ...{ id: `p:${mrn}`, key: `local|${mrn}`, authority: 'local', mrn },
  ...{ birthDate: null, sex: 'U', demographicsAt: null },
});
const own = (mrn: string): KnownNumber => ({
  ...{ id: `p:${mrn}`, key: `local|${mrn}`, mergedAt: null, patient: identity(mrn) },
});
/** The number 2, merged into the patient of number 1. */
const merged: KnownNumber = {
  id: 'p:2',
  key: 'local|2',
  mergedAt: '2024-01-01T00:00:00.000Z',
  patient: identity('1'),
};
const message = { messageId: 'm', feed: 'ward', receivedAt: '', sentAt: '2024-01-02T00:00:00.000Z' };
const woman = { birthDate: '1950-01-01', sex: 'F', demographicsAt: null } as const;

describe('the state of a batch', () => {
  it('has the surviving number even if the batch names a merged one', () => {
    const state = initialState([merged], new Map());
    expect(numberOf(state, 'local|2')).toMatchObject({ patientId: 'p:1', mergedAt: merged.mergedAt });
    expect(numberOf(state, 'local|1')).toMatchObject({ id: 'p:1', patientId: 'p:1', mergedAt: null });
    expect(patientOf(state, 'p:1').results).toEqual([]);
  });

  it('throws for a number or patient that was not read', () => {
    const state = initialState([merged], new Map());
    expect(() => numberOf(state, 'local|3')).toThrow(TypeError);
    expect(() => patientOf(state, 'p:2')).toThrow(TypeError);
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
    expect(numberOf(after, 'local|1')).toEqual({ id: 'p:1', mergedAt: message.sentAt, patientId: 'p:2' });
    expect(numberOf(after, 'local|2')).toEqual({ id: 'p:2', mergedAt: null, patientId: 'p:2' });
  });
});
