import * as fc from 'fast-check';
import {
  decodeAkiAlert,
  decodeDeadLetter,
  decodeDeadLetterAction,
  decodeHl7Message,
  encodeAkiAlert,
  encodeDeadLetter,
  encodeDeadLetterAction,
  encodeHl7Message,
  type AkiAlertRecord,
  type DeadLetterActionRecord,
  type DeadLetterRecord,
  type Hl7MessageRecord,
} from './index';

const text = fc.string({ unit: 'binary', maxLength: 20 });
const filled = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const date = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});
const instant = date.map((at) => at.toISOString());
const base64 = fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('base64'));
const offset = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String);
const share = fc.double({ min: 0, max: 1, noNaN: true }).filter((value) => !Object.is(value, -0));
const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const schema = fc.constant(1 as const);

const time = fc.record({
  local: fc.stringMatching(/^\d{4,14}$/),
  instant,
  precision: fc.constantFrom('year', 'month', 'day', 'hour', 'minute', 'second', 'fraction'),
});
const identity = { key: filled, authority: text, mrn: filled };

const messageFields = {
  schema,
  id: fc.stringMatching(/^[0-9a-f]{32}$/),
  feed: filled,
  receivedAt: instant,
  type: text,
  controlId: text,
  sentAt: orNull(time),
  patient: orNull(
    fc.record(
      {
        ...identity,
        birthDate: orNull(instant.map((at) => at.slice(0, 10))),
        birthDatePart: fc.stringMatching(/^\d{4}(-0[1-9])?$/),
        sex: fc.constantFrom('F', 'M', 'U'),
        deleted: fc.array(fc.constantFrom('birthDate', 'sex'), { maxLength: 2 }),
        isDeceased: fc.boolean(),
        identifiers: fc.array(fc.record({ number: text, authority: text, type: text }), { maxLength: 3 }),
      },
      { requiredKeys: ['key', 'authority', 'mrn', 'birthDate', 'sex'] },
    ),
  ),
  visit: orNull(fc.record({ number: text, patientClass: text })),
  merge: orNull(fc.record(identity)),
  furtherMerges: fc.array(fc.record(identity), { maxLength: 3 }),
  processing: fc.record({ id: text, mode: text }),
  observations: fc.array(
    fc.record(
      {
        ...{ code: text, system: text, text, subId: text, valueType: text, value: text, unit: text },
        ...{ status: text, order: text },
        alternate: orNull(fc.record({ code: text, system: text })),
        observedAt: orNull(time),
        alternateText: text,
        isTimeAssumed: fc.boolean(),
        isTimeOfAnalysis: fc.boolean(),
        placer: text,
        service: fc.record({ code: text, text }),
        specimen: fc.record({ id: text, codes: fc.array(text, { maxLength: 2 }), text }),
      },
      {
        requiredKeys: [
          ...(['code', 'system', 'text', 'subId', 'valueType', 'value', 'unit', 'status', 'order'] as const),
          ...(['alternate', 'observedAt'] as const),
        ],
      },
    ),
    { maxLength: 3 },
  ),
  cancelledOrders: fc.array(
    fc.record({ order: filled, placer: text, service: text }, { requiredKeys: ['order', 'service'] }),
    { maxLength: 2 },
  ),
  raw: base64,
};
const LATER_FIELDS = ['furtherMerges', 'processing', 'cancelledOrders'] as const;
type MessageField = Exclude<keyof typeof messageFields, (typeof LATER_FIELDS)[number]>;
const message: fc.Arbitrary<Hl7MessageRecord> = fc.record(messageFields, {
  requiredKeys: (Object.keys(messageFields) as (keyof typeof messageFields)[]).filter(
    (name): name is MessageField => !LATER_FIELDS.some((later) => later === name),
  ),
});

const alert: fc.Arbitrary<AkiAlertRecord> = fc.record({
  ...{ schema, id: fc.uuid(), decisionId: fc.uuid(), messageId: text, feed: text },
  patient: fc.record(identity),
  observedAt: time,
  source: fc.constantFrom('rule', 'model'),
  stage: fc.constantFrom(0, 1, 2, 3),
  criterion: text,
  creatinineUmolPerL: positive,
  baselineUmolPerL: orNull(positive),
  model: orNull(fc.record({ probability: share, threshold: share, version: text })),
  receivedAt: instant,
  decidedAt: instant,
});

const letter: fc.Arbitrary<DeadLetterRecord> = fc.record({
  ...{ schema, id: fc.uuid(), reason: filled, detail: text, failedAt: instant, payload: base64 },
  origin: fc.constantFrom('gateway', 'inference', 'pager'),
  source: fc.record({
    ...{ feed: orNull(text), topic: orNull(text), messageId: orNull(text), offset: orNull(offset) },
    ...{ partition: orNull(fc.nat()), observation: orNull(fc.nat()), alertId: orNull(fc.uuid()) },
  }),
  part: orNull(fc.record({ index: fc.nat(), last: fc.boolean() })),
});

const action: fc.Arbitrary<DeadLetterActionRecord> = fc.record({
  ...{ schema, letterId: fc.uuid(), by: filled, at: instant, note: text },
  action: fc.constantFrom('replay-begun', 'replayed', 'replay-refused', 'discarded'),
  letter: fc.record({ partition: fc.nat(), offset }),
});

describe('any record survives encoding and decoding', () => {
  it('an HL7 message, keyed by its patient, else by its id', () => {
    fc.assert(
      fc.property(message, (record) => {
        const { key, value } = encodeHl7Message(record);
        expect(key).toBe(record.patient?.key ?? record.id);
        expect(decodeHl7Message(value)).toEqual(record);
      }),
    );
  });

  it('an alert', () => {
    fc.assert(
      fc.property(alert, (record) => expect(decodeAkiAlert(encodeAkiAlert(record).value)).toEqual(record)),
    );
  });

  it('a dead letter', () => {
    fc.assert(
      fc.property(letter, (record) =>
        expect(decodeDeadLetter(encodeDeadLetter(record).value)).toEqual(record),
      ),
    );
  });

  it('an action on a dead letter', () => {
    fc.assert(
      fc.property(action, (record) =>
        expect(decodeDeadLetterAction(encodeDeadLetterAction(record).value)).toEqual(record),
      ),
    );
  });

  it('a record with fields that a later version adds', () => {
    fc.assert(
      fc.property(message, text, (record, later) => {
        const known = JSON.parse(encodeHl7Message(record).value.toString()) as object;
        expect(decodeHl7Message(Buffer.from(JSON.stringify({ ...known, later })))).toEqual(record);
      }),
    );
  });
});
