import {
  NewerSchemaError,
  encodeHl7Message,
  type Hl7MessageRecord,
  type ObservationValue,
} from '@renwatch/events';
import { DEFAULT_CREATININE_CODES, parseCreatinineCodes } from './creatinine-code';
import { MessageReader } from './message.reader';
import { PoisonMessageError } from './poison-message.error';

const parsed = parseCreatinineCodes(DEFAULT_CREATININE_CODES);
if (!parsed.ok) throw new Error(parsed.remedy);
const reader = new MessageReader({ codes: parsed.value, now: () => new Date('2024-04-01T00:00:00Z') });
const place = { partition: 3, offset: 17n };

const creatinine: ObservationValue = {
  code: 'CREATININE',
  system: '',
  text: '',
  alternate: null,
  subId: '',
  valueType: 'SN',
  value: '81.23456789012345',
  unit: '',
  observedAt: { local: '20240331005400', instant: '2024-03-31T00:54:00.000Z', precision: 'second' },
  status: '',
  order: '',
};

const oru: Hl7MessageRecord = {
  schema: 1,
  id: '0123456789abcdef0123456789abcdef',
  feed: 'ward',
  receivedAt: '2024-03-31T00:54:01.000Z',
  type: 'ORU^R01',
  controlId: '',
  sentAt: { local: '20240331005400', instant: '2024-03-31T00:54:00.000Z', precision: 'second' },
  patient: { key: 'local|900000024', authority: 'local', mrn: '900000024', birthDate: null, sex: 'U' },
  visit: null,
  merge: null,
  observations: [creatinine],
  raw: Buffer.from('MSH|…').toString('base64'),
};

const read = (record: Hl7MessageRecord) => reader.read(encodeHl7Message(record).value, place);
const readOne = (change: Partial<ObservationValue>) =>
  read({ ...oru, observations: [{ ...creatinine, ...change }] });

describe('the message reader', () => {
  it("reads the course's creatinine, which has neither unit nor status, as µmol/L", () => {
    const intake = read(oru);
    expect(intake.refused).toEqual([]);
    expect(intake.results).toMatchObject([{ observation: 0, umolPerL: '81.23456789012345', order: '' }]);
  });

  it('takes LOINC 2160-0 in mg/dL where no unit is given, and a given unit before the default', () => {
    expect(readOne({ code: '2160-0', value: '1' }).results).toMatchObject([{ umolPerL: '88.42' }]);
    expect(readOne({ code: '2160-0', value: '100', unit: 'umol/L' }).results).toMatchObject([
      { umolPerL: '100' },
    ]);
  });

  it.each([
    ['2024', 'year'],
    ['202403', 'month'],
    ['20240331', 'day'],
    ['2024033100', 'hour'],
  ] as const)('takes the time of receipt where MSH-7 names no minute: %s', (local, precision) => {
    const instant = new Date(local.length < 8 ? '2024-01-01' : '2024-03-31').toISOString();
    const intake = read({ ...oru, sentAt: { local, instant, precision } });
    expect(intake).toMatchObject({
      sentAt: oru.receivedAt,
      refused: [],
      results: [{ umolPerL: creatinine.value }],
    });
  });

  it("recognises creatinine by the observation's second coding", () => {
    const alternate = { code: '14682-9', system: 'LN' };
    expect(readOne({ code: 'CREA', system: 'L', alternate }).results).toHaveLength(1);
  });

  it('leaves other observations and other messages alone', () => {
    expect(readOne({ code: 'SODIUM' })).toMatchObject({ results: [], refused: [] });
    expect(read({ ...oru, type: 'ADT^A08' })).toMatchObject({ results: [], refused: [] });
  });

  it.each([
    ['no value', { value: '' }, 'not-a-number'],
    ['a value out of range', { value: '3001' }, 'out-of-range'],
    ['zero', { value: '0' }, 'out-of-range'],
    ['an unknown unit', { unit: 'furlong' }, 'unit-unknown'],
    ['no time', { observedAt: null }, 'time-missing'],
    [
      'a year for a time',
      { observedAt: { local: '2024', instant: '2024-01-01T00:00:00.000Z', precision: 'year' as const } },
      'time-imprecise',
    ],
    [
      'a time two days after its message, which would hide every later result',
      { observedAt: { local: '20240402', instant: '2024-04-02T00:00:00.000Z', precision: 'day' as const } },
      'time-in-future',
    ],
  ])('refuses a result with %s alone, and still reads the next', (_what, change, reason) => {
    const intake = read({ ...oru, observations: [{ ...creatinine, ...change }, creatinine] });
    expect(intake.results).toMatchObject([{ observation: 1 }]);
    expect(intake.refused).toMatchObject([
      {
        letter: {
          origin: 'inference',
          reason,
          payload: oru.raw,
          source: { partition: 3, offset: '17', observation: 0 },
        },
        values: 1,
      },
    ]);
  });

  it('writes one dead letter for all that a message is refused of one reason, and counts the values', () => {
    const bad = { ...creatinine, value: 'haemolysed' };
    const many = Array.from({ length: 1_000 }, () => bad);
    const { refused } = read({ ...oru, observations: [creatinine, ...many, { ...creatinine, value: '0' }] });
    expect(refused).toMatchObject([
      {
        letter: {
          reason: 'not-a-number',
          detail: expect.stringMatching(/; and 999 more of this message$/),
          source: { observation: null },
        },
        values: 1_000,
      },
      { letter: { reason: 'out-of-range', source: { observation: 1_001 } }, values: 1 },
    ]);
    expect(refused[0]?.letter.id).not.toBe(refused[1]?.letter.id);
  });

  it('gives a refused observation the same dead letter id each time it is read', () => {
    const bad = { ...oru, observations: [{ ...creatinine, value: 'haemolysed' }] };
    expect(read(bad).refused[0]?.letter.id).toBe(read(bad).refused[0]?.letter.id);
  });

  it.each(['D', 'W', 'X', 'x'])(
    'takes a result of the status %s, which counts no more, without a value',
    (status) => {
      for (const value of ['', 'cancelled'])
        expect(readOne({ value, status })).toMatchObject({
          results: [{ umolPerL: null, status: status.toUpperCase() }],
          refused: [],
        });
    },
  );

  it.each(['', 'P', 'F', 'C'])(
    'takes a result of the status %j with its value, and refuses it without',
    (status) => {
      expect(readOne({ value: '80', status }).results).toMatchObject([{ umolPerL: '80', status }]);
      expect(readOne({ value: '', status })).toMatchObject({
        results: [],
        refused: [{ letter: { reason: 'not-a-number' } }],
      });
    },
  );

  it.each(['A01', 'A03', 'A04', 'A08', 'A28', 'A31'])(
    'takes demographics from ADT^%s as said at MSH-7, and no result',
    (event) => {
      const intake = read({ ...oru, type: `ADT^${event}` });
      expect(intake.patient).toMatchObject({ mrn: '900000024', demographicsAt: '2024-03-31T00:54:00.000Z' });
      expect(intake).toMatchObject({ merge: null, results: [], refused: [] });
    },
  );

  it.each(['ORU^R01', 'ADT^A11', 'ADT^A13', 'ADT^A40'])(
    'takes demographics from %s only as a filling',
    (type) => {
      expect(read({ ...oru, type }).patient?.demographicsAt).toBeNull();
    },
  );

  it('finds a NUL in an OBX-3, whatever else that observation is', () => {
    expect(() => readOne({ code: 'SODI\0UM' })).toThrow(PoisonMessageError);
  });

  it('calls bytes that are no record poison, and a newer record by its name', () => {
    expect(() => reader.read(Buffer.from('hello'), place)).toThrow(PoisonMessageError);
    expect(() => reader.read(Buffer.from('{"schema":2}'), place)).toThrow(NewerSchemaError);
  });
});

describe('creatinine codes', () => {
  it('may be bound to a coding system', () => {
    const codes = parseCreatinineCodes('CRE@L=mg/dL');
    expect(codes).toEqual({ ok: true, value: [{ code: 'CRE', system: 'L', defaultUnit: 'mg/dL' }] });
  });

  it.each(['', 'A,,B', '=umol/L'])('refuse %p with a remedy', (text) => {
    expect(parseCreatinineCodes(text)).toMatchObject({ ok: false, remedy: expect.stringContaining('CODE') });
  });
});

describe('a message about numbers', () => {
  const old = { key: 'local|900000032', authority: 'local', mrn: '900000032' };

  it.each(['A18', 'A34', 'A36', 'A40', 'A46', 'A47'])(
    'of the event %s merges the old one into the new',
    (event) => {
      expect(read({ ...oru, type: `ADT^${event}`, merge: old })).toMatchObject({ merge: old, refused: [] });
    },
  );

  it.each(['A11', 'A13', 'A35', 'A41', 'A43', 'A45'])('of the event %s merges nothing', (event) => {
    expect(read({ ...oru, type: `ADT^${event}`, merge: old })).toMatchObject({ merge: null, refused: [] });
  });

  it('is refused where one of the two numbers is missing', () => {
    const letter = { reason: 'merge-incomplete', source: { messageId: oru.id, observation: null } };
    const refused = [{ letter, values: 0 }];
    expect(read({ ...oru, type: 'ADT^A40' })).toMatchObject({ merge: null, refused });
    expect(read({ ...oru, type: 'ADT^A40', patient: null, merge: old })).toMatchObject({
      merge: null,
      refused,
    });
  });
});
