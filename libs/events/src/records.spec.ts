import {
  DEFAULT_TOPIC_SIZING,
  InvalidRecordError,
  NO_SOURCE,
  deadLettersTopic,
  decodeAkiAlert,
  decodeDeadLetter,
  decodeDeadLetterAction,
  decodeHl7Message,
  encodeAkiAlert,
  encodeDeadLetter,
  encodeDeadLetterAction,
  encodeHl7Message,
  hl7MessagesTopic,
  type AkiAlertRecord,
  type DeadLetterActionRecord,
  type DeadLetterRecord,
  type Hl7MessageRecord,
} from './index';

const observedAt = {
  local: '20240331005400',
  instant: '2024-03-31T00:54:00.000Z',
  precision: 'second',
} as const;

const message: Hl7MessageRecord = {
  schema: 1,
  id: '0123456789abcdef0123456789abcdef',
  feed: 'ward',
  receivedAt: '2024-03-31T00:54:01.000Z',
  type: 'ORU^R01',
  controlId: '',
  sentAt: null,
  patient: { key: 'local|0042', authority: 'local', mrn: '0042', birthDate: '1975-02-17', sex: 'M' },
  visit: null,
  merge: null,
  observations: [
    {
      code: 'CREATININE',
      system: '',
      text: '',
      alternate: null,
      subId: '',
      valueType: 'SN',
      value: '81.2456',
      unit: '',
      observedAt,
      status: '',
      order: '',
    },
  ],
  raw: 'TVNI',
};

const alert: AkiAlertRecord = {
  schema: 1,
  id: '00000000-0000-4000-8000-000000000001',
  patient: { key: 'local|0042', authority: 'local', mrn: '0042' },
  observedAt,
  source: 'rule',
  stage: 2,
  criterion: 'ratio-7d',
  creatinineUmolPerL: 212,
  baselineUmolPerL: 88,
  model: null,
  decisionId: '00000000-0000-4000-8000-000000000002',
  messageId: message.id,
  feed: 'ward',
  receivedAt: message.receivedAt,
  decidedAt: message.receivedAt,
};

describe('record codecs', () => {
  it('keep an HL7 message, keyed by patient', () => {
    const { key, value } = encodeHl7Message(message);
    expect(key).toBe('local|0042');
    expect(decodeHl7Message(value)).toEqual(message);
  });

  it('key a message without a patient by its id', () => {
    expect(encodeHl7Message({ ...message, patient: null }).key).toBe(message.id);
  });

  it('refuse to encode an invalid HL7 message without quoting its value', () => {
    const sentAt = { ...observedAt, instant: '+010000-01-01T04:59:59.000Z' };
    expect(() => encodeHl7Message({ ...message, sentAt })).toThrow(InvalidRecordError);
    expect(() => encodeHl7Message({ ...message, sentAt })).toThrow(/sentAt\.instant/);
    expect(() => encodeHl7Message({ ...message, sentAt })).not.toThrow(/010000/);
  });

  it('refuse an HL7 message for its first faulty observation', () => {
    const refusal = (faulty: number) => {
      const observations = [...message.observations, ...Array<object>(faulty).fill({})];
      try {
        return decodeHl7Message(Buffer.from(JSON.stringify({ ...message, observations })));
      } catch (error) {
        return (error as InvalidRecordError).detail;
      }
    };
    expect(refusal(1)).toMatch(/^observations\.1\.code: invalid_type; /);
    expect(refusal(10_000)).toBe(refusal(1));
  });

  it('keep an alert, keyed by patient', () => {
    const { key, value } = encodeAkiAlert(alert);
    expect(key).toBe('local|0042');
    expect(decodeAkiAlert(value)).toEqual(alert);
  });

  it('keep a dead letter with its whole payload', () => {
    const letter: DeadLetterRecord = {
      schema: 1,
      id: '2a8275fe-c201-c0bf-3d57-929aacf4a074',
      origin: 'inference',
      reason: 'unit-missing',
      detail: 'OBX-6 is empty and the code has no default unit',
      source: { ...NO_SOURCE, topic: 'hl7.messages', partition: 3, offset: '9007199254740993' },
      failedAt: '2024-03-31T00:54:01.000Z',
      payload: Buffer.from([0, 255, 13, 28]).toString('base64'),
      part: null,
    };
    expect(decodeDeadLetter(encodeDeadLetter(letter).value)).toEqual(letter);
  });

  it('decode dead letters of versions without an alert in the source', () => {
    const { alertId: _alertId, ...source } = NO_SOURCE;
    const letter = {
      ...{ schema: 1, id: '859d6c47-0f92-5dd0-71da-9f2eb31f4ebd', origin: 'pager', reason: 'page-refused' },
      ...{ detail: '', source, failedAt: '2024-03-31T00:54:01.000Z', payload: '', part: null },
    };
    expect(decodeDeadLetter(Buffer.from(JSON.stringify(letter))).source.alertId).toBeNull();
  });

  it('keep an action on a dead letter, keyed by the letter', () => {
    const action: DeadLetterActionRecord = {
      schema: 1,
      letterId: '179a9faf-3f8d-1fad-61f0-bc835a80ca8c',
      action: 'replayed',
      letter: { partition: 3, offset: '9007199254740993' },
      by: 'operator@ward',
      at: '2024-03-31T00:54:01.000Z',
      note: 'AA from localhost:2575',
    };
    const { key, value } = encodeDeadLetterAction(action);
    expect(key).toBe(action.letterId);
    expect(decodeDeadLetterAction(value)).toEqual(action);
    expect(() => encodeDeadLetterAction({ ...action, by: '' })).toThrow(InvalidRecordError);
  });
});

describe('topics', () => {
  it('hold a record as large as the largest frame can become', () => {
    const spec = hl7MessagesTopic({ ...DEFAULT_TOPIC_SIZING, maxFrameBytes: 3000 });
    expect(Number(spec.config['max.message.bytes'])).toBeGreaterThan(2 * 4000);
  });

  it('keep messages for 30 days and dead letters without limit', () => {
    expect(hl7MessagesTopic(DEFAULT_TOPIC_SIZING).config['retention.ms']).toBe('2592000000');
    expect(deadLettersTopic(DEFAULT_TOPIC_SIZING).config['retention.ms']).toBe('-1');
  });
});
