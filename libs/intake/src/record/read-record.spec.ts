import { type Hl7MessageRecord, type ObservationValue } from '@renwatch/events';
import * as fc from 'fast-check';
import { creatinine, DEFAULT_CODES, oru } from '../intake.spec-support';
import { readRecord } from './read-record';

const read = (record: Hl7MessageRecord) => readRecord(record, { codes: DEFAULT_CODES });
const readObservations = (...changes: Partial<ObservationValue>[]) =>
  read({ ...oru, observations: changes.map((change) => ({ ...creatinine, ...change })) });

describe('readRecord', () => {
  it('reads every fact of a result message', () => {
    expect(read(oru)).toEqual({
      facts: {
        messageId: '0123456789abcdef0123456789abcdef',
        feed: 'ward',
        receivedAt: '2024-03-31T00:54:01.000Z',
        sentAt: '2024-03-31T00:54:00.000Z',
        patient: {
          key: 'local|900000024',
          authority: 'local',
          mrn: '900000024',
          birthDate: null,
          sex: 'U',
          demographicsAt: null,
        },
        merge: null,
        results: [
          {
            observation: 0,
            order: '',
            subId: '',
            observedAt: { local: '20240331005400', instant: '2024-03-31T00:54:00.000Z' },
            umolPerL: '81.23456789012345',
            comparator: '',
            status: '',
          },
        ],
      },
      refusals: [],
    });
  });

  it('dates the message by its receipt if MSH-7 names no minute', () => {
    const sentAt = { local: '20240331', instant: '2024-03-30T22:00:00.000Z', precision: 'day' as const };
    expect(read({ ...oru, sentAt }).facts.sentAt).toBe(oru.receivedAt);
  });

  it('checks result times against the receipt if MSH-7 is coarse', () => {
    const sentAt = { local: '2024', instant: '2024-01-01T00:00:00.000Z', precision: 'year' as const };
    expect(read({ ...oru, sentAt })).toMatchObject({ facts: { results: [{}] }, refusals: [] });
  });

  it('takes the unit of the code that the observation carries', () => {
    expect(readObservations({ code: '2160-0', value: '1' }).facts.results).toMatchObject([
      { umolPerL: '88.42' },
    ]);
  });

  it('recognises creatinine by the second coding', () => {
    const alternate = { code: '14682-9', system: 'LN' };
    expect(readObservations({ code: 'CREA', system: 'L', alternate }).facts.results).toHaveLength(1);
  });

  it('ignores other observations and keeps the index in the message', () => {
    const { facts, refusals } = readObservations({ code: 'SODIUM', value: 'n/a' }, {});
    expect(facts.results).toMatchObject([{ observation: 1 }]);
    expect(refusals).toEqual([]);
  });

  it('reads no results from messages other than ORU', () => {
    expect(read({ ...oru, type: 'ADT^A08' })).toMatchObject({ facts: { results: [] }, refusals: [] });
  });

  it('orders the results of a cumulative report by time', () => {
    const at = (hour: number) => ({
      local: `202403310${hour}`,
      instant: `2024-03-31T0${hour}:00:00.000Z`,
      precision: 'hour' as const,
    });
    const { facts } = readObservations({ observedAt: at(3) }, { observedAt: at(1) }, { observedAt: at(2) });
    expect(facts.results.map(({ observation }) => observation)).toEqual([1, 2, 0]);
  });

  it('refuses a result without a patient', () => {
    expect(read({ ...oru, patient: null })).toMatchObject({
      facts: { patient: null, results: [] },
      refusals: [{ reason: 'patient-missing', observation: 0, values: 1 }],
    });
  });

  it('refuses one result and reads the next', () => {
    const { facts, refusals } = readObservations({ value: 'haemolysed' }, {});
    expect(facts.results).toMatchObject([{ observation: 1 }]);
    expect(refusals).toEqual([
      { reason: 'not-a-number', detail: 'the value is not one number', observation: 0, values: 1 },
    ]);
  });

  it('refuses once for each reason, with the first observation and a count', () => {
    const bad = { value: 'haemolysed' };
    const { refusals } = readObservations({}, bad, bad, { value: '0' }, bad);
    expect(refusals).toMatchObject([
      { reason: 'not-a-number', observation: 1, values: 3 },
      { reason: 'out-of-range', observation: 3, values: 1 },
    ]);
  });

  it('accounts for every creatinine once, as a result or in a refusal', () => {
    const observation = fc.record({
      code: fc.constantFrom('CREATININE', '2160-0', 'SODIUM'),
      value: fc.constantFrom('80', '0', 'n/a', '', '<10', '9999'),
      unit: fc.constantFrom('', 'umol/L', 'furlong'),
      status: fc.constantFrom('', 'F', 'X'),
      observedAt: fc.constantFrom(null, creatinine.observedAt),
    });
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 30 }), fc.boolean(), (changes, known) => {
        const observations = changes.map((change) => ({ ...creatinine, ...change }));
        const { facts, refusals } = read({ ...oru, patient: known ? oru.patient : null, observations });
        const creatinines = changes.filter(({ code }) => code !== 'SODIUM').length;
        const refused = refusals.reduce((sum, { values }) => sum + values, 0);
        expect(facts.results.length + refused).toBe(creatinines);
        expect(new Set(refusals.map(({ reason }) => reason)).size).toBe(refusals.length);
      }),
    );
  });
});

describe('readRecord of a patient', () => {
  it('dates demographics of an ADT event by its message', () => {
    expect(read({ ...oru, type: 'ADT^A08' }).facts.patient).toEqual({
      ...oru.patient,
      demographicsAt: '2024-03-31T00:54:00.000Z',
    });
  });

  it.each(['ORU^R01', 'ADT^A11', 'ADT^A13', 'ADT^A40'])('only fills gaps from %s', (type) => {
    expect(read({ ...oru, type }).facts.patient?.demographicsAt).toBeNull();
  });
});

describe('readRecord of a merge', () => {
  const old = { key: 'local|900000032', authority: 'local', mrn: '900000032' };
  const incomplete = {
    reason: 'merge-incomplete',
    detail: 'a merge without the number that stays (PID-3) or the one that goes (MRG-1)',
    observation: null,
    values: 0,
  };

  it('merges the old number into the patient', () => {
    const { facts, refusals } = read({ ...oru, type: 'ADT^A40', merge: old });
    expect(facts).toMatchObject({ merge: old, results: [], patient: { mrn: '900000024' } });
    expect(refusals).toEqual([]);
  });

  it.each(['ADT^A35', 'ADT^A43', 'ORU^R01'])('ignores MRG-1 in %s', (type) => {
    expect(read({ ...oru, type, merge: old })).toMatchObject({ facts: { merge: null }, refusals: [] });
  });

  it.each([
    ['MRG-1', { merge: null }],
    ['PID-3', { patient: null, merge: old }],
  ])('refuses a merge without %s', (_field, change) => {
    const { facts, refusals } = read({ ...oru, type: 'ADT^A40', ...change });
    expect(facts).toMatchObject({ merge: null, results: [] });
    expect(refusals).toEqual([incomplete]);
  });
});
