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
          deleted: [],
          death: null,
        },
        repeatsThePast: false,
        merges: [],
        results: [
          {
            observation: 0,
            ...{ order: '', placer: '', specimen: '', code: 'CREATININE', service: '', subId: '' },
            observedAt: { local: '20240331005400', instant: '2024-03-31T00:54:00.000Z' },
            umolPerL: '81.23456789012345',
            comparator: '',
            status: '',
          },
        ],
        cancelledOrders: [],
      },
      refusals: [],
      ignored: [],
      unread: null,
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

  it.each(['ORU_R01', 'OUL^R22', 'ORF^R04', 'ORU^R30', 'oul_r21'])('reads results from %s', (type) => {
    expect(read({ ...oru, type }).facts.results).toHaveLength(1);
  });

  it('reads no results from an ADT', () => {
    expect(read({ ...oru, type: 'ADT^A08' })).toMatchObject({
      ...{
        facts: { results: [], merges: [], cancelledOrders: [] },
        refusals: [],
        ignored: [{ reason: 'message-type', values: 1 }],
      },
    });
  });

  it('reads cancelled orders, with or without the number of the placer', () => {
    const [filler, both] = [
      { order: 'F1', service: 'UE' },
      { order: 'F2', placer: 'P2', service: '' },
    ];
    const { facts } = read({ ...oru, cancelledOrders: [filler, both] });
    expect(facts).toMatchObject({ merges: [], cancelledOrders: [{ ...filler, placer: '' }, both] });
  });

  it('counts nothing but creatinine in a message without results', () => {
    const observations = [{ ...creatinine, code: 'SODIUM' }];
    expect(read({ ...oru, type: 'ADT^A08', observations }).ignored).toEqual([]);
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
    const { facts, refusals } = readObservations({ value: '80 or 90', status: 'P' }, {});
    expect(facts.results).toMatchObject([{ observation: 1 }]);
    expect(refusals).toEqual([
      { reason: 'not-a-number', detail: 'the value is not one number', observation: 0, values: 1 },
    ]);
  });

  it('refuses once for each reason, with the first observation and a count', () => {
    const bad = { value: '80 or 90' };
    const { refusals } = readObservations({}, bad, bad, { value: '0' }, bad);
    expect(refusals).toMatchObject([
      { reason: 'not-a-number', observation: 1, values: 3 },
      { reason: 'out-of-range', observation: 3, values: 1 },
    ]);
  });

  it('counts what is ignored, once for each reason', () => {
    const urine = { text: 'Urine creatinine' };
    const { ignored } = readObservations(urine, { value: '', status: 'I' }, {}, urine);
    expect(ignored).toEqual([
      { reason: 'not-blood', values: 2 },
      { reason: 'pending', values: 1 },
    ]);
  });

  it('drops a comment under the code of a number', () => {
    const comment = { value: 'repeat suggested', valueType: 'TX' };
    const { facts, ignored } = readObservations({ value: '300' }, comment, { ...comment, subId: '2' });
    expect(facts.results).toMatchObject([{ umolPerL: '300' }, { umolPerL: null, subId: '2' }]);
    expect(ignored).toEqual([{ reason: 'without-number', values: 2 }]);
  });

  it('accounts for every creatinine as a number, a withdrawal, refused or ignored', () => {
    const observation = fc.record({
      code: fc.constantFrom('CREATININE', '2160-0', 'SODIUM'),
      value: fc.constantFrom('80', '0', 'n/a', '', '<10', '9999'),
      unit: fc.constantFrom('', 'umol/L', 'furlong'),
      status: fc.constantFrom('', 'F', 'X', 'I', 'U', 'C'),
      observedAt: fc.constantFrom(null, creatinine.observedAt),
    });
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 30 }), fc.boolean(), (changes, known) => {
        const observations = changes.map((change) => ({ ...creatinine, ...change }));
        const { facts, refusals, ignored } = read({
          ...oru,
          patient: known ? oru.patient : null,
          observations,
        });
        const creatinines = changes.filter(({ code }) => code !== 'SODIUM').length;
        const refused = refusals.reduce((sum, { values }) => sum + values, 0);
        const counted = ignored.reduce((sum, { values }) => sum + values, 0);
        const decided = facts.results.filter(({ umolPerL, status }) => umolPerL !== null || status === 'X');
        expect(decided.length + refused + counted).toBe(creatinines);
        expect(new Set(refusals.map(({ reason }) => reason)).size).toBe(refusals.length);
      }),
    );
  });
});

describe('readRecord of a patient', () => {
  it('dates demographics of an ADT event by its message', () => {
    expect(read({ ...oru, type: 'ADT^A08' }).facts.patient).toEqual({
      ...oru.patient,
      ...{ demographicsAt: '2024-03-31T00:54:00.000Z', deleted: [], death: null },
    });
  });

  const told = { birthDatePart: '2016', deleted: ['birthDate' as const, 'sex' as const], isDeceased: true };
  const patientBy = (type: string) =>
    read({ ...oru, type, patient: oru.patient && { ...oru.patient, ...told } }).facts.patient;
  const death = { isDeceased: true, at: '2024-03-31T00:54:00.000Z' };

  it.each([
    ['ADT^A08', { birthDate: '2016', deleted: told.deleted, death }],
    ['ADT^A13', { birthDate: '2016', deleted: [], death }],
    ['ORU^R01', { birthDate: '2016', deleted: [], death: null }],
  ])('takes deletions and deaths from ADT only: %s', (type, expected) => {
    expect(patientBy(type)).toMatchObject(expected);
  });

  it('repeats the past in an initial load', () => {
    expect(read({ ...oru, processing: { id: 'P', mode: 'I' } }).facts.repeatsThePast).toBe(true);
  });

  it.each(['ORU^R01', 'ADT^A11', 'ADT^A13', 'ADT^A40'])('only fills gaps from %s', (type) => {
    expect(read({ ...oru, type }).facts.patient?.demographicsAt).toBeNull();
  });
});

describe('readRecord of a merge', () => {
  const number = (mrn: string) => ({ key: `local|${mrn}`, authority: 'local', mrn });
  const old = number('900000032');

  it.each(['ADT^A40', 'ADT^A39', 'ADT^A30', 'adt_a40'])(
    'merges the old number into the patient: %s',
    (type) => {
      const { facts, refusals } = read({ ...oru, type, merge: old });
      expect(facts).toMatchObject({ merges: [old], results: [], patient: { mrn: '900000024' } });
      expect(refusals).toEqual([]);
    },
  );

  it('merges every old number, in order', () => {
    const furtherMerges = [number('1'), number('2')];
    const { facts } = read({ ...oru, type: 'ADT^A40', merge: old, furtherMerges });
    expect(facts.merges).toEqual([old, ...furtherMerges]);
  });

  it.each([
    ['ADT^A24', 'patient-link'],
    ['ADT^A35', 'merge-event-not-read'],
    ['ADT^A43', 'merge-event-not-read'],
    ['ORU^R01', null],
  ])('does not follow MRG-1 in %s, unread as %j', (type, unread) => {
    expect(read({ ...oru, type, merge: old })).toMatchObject({ facts: { merges: [] }, refusals: [], unread });
    expect(read({ ...oru, type: 'ADT^A43' }).unread).toBeNull();
  });

  it.each([
    ['ADT^A40', 'MRG-1', { merge: null }],
    ['ADT^A39', 'MRG-1', { merge: null }],
    ['ADT^A40', 'PID-3', { patient: null, merge: old }],
  ])('refuses %s without %s and names the event', (type, _field, change) => {
    const { facts, refusals } = read({ ...oru, type, ...change });
    expect(facts).toMatchObject({ merges: [], results: [] });
    expect(refusals).toEqual([
      {
        reason: 'merge-incomplete',
        detail: `a merge without the number that stays (PID-3) or the one that goes (MRG-1): ${type}`,
        observation: null,
        values: 0,
      },
    ]);
  });

  it('refuses more than 100 old numbers, and takes 100', () => {
    const others = Array.from({ length: 100 }, (_, index) => number(String(index)));
    const reading = (count: number) =>
      read({ ...oru, type: 'ADT^A40', merge: old, furtherMerges: others.slice(0, count - 1) });
    expect(reading(100)).toMatchObject({ facts: { merges: { length: 100 } }, refusals: [] });
    expect(reading(101)).toMatchObject({ facts: { merges: [] }, refusals: [{ reason: 'too-many-merges' }] });
  });
});

describe('readRecord of a message that is not read', () => {
  it.each([
    ['ORM^O01', 'type-not-read'],
    ['', 'type-missing'],
    ['ADT^A24', 'patient-link'],
    ['ADT^A08', null],
    ['OUL^R22', null],
    ['oru_r01', null],
  ])('gives the reason for %j: %s', (type, reason) => {
    expect(read({ ...oru, type }).unread).toBe(reason);
  });

  it.each(['ORU^R01', 'ADT^A08', 'ADT^A40', 'MDM^T02'])('counts an unreadable birth date in %s', (type) => {
    const patient = oru.patient && { ...oru.patient, isBirthDateUnreadable: true };
    const fault = { reason: 'birth-date-unreadable', values: 1 };
    const [known, unreadable] = [read({ ...oru, type }), read({ ...oru, type, patient })];
    expect(unreadable).toEqual({ ...known, ignored: [...known.ignored, fault] });
  });
});
