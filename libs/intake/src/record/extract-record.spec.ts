import { createHash } from 'node:crypto';
import { parseMessage } from '@renwatch/hl7';
import { extract, hl7, MSH, ward } from '../intake.spec-support';
import { RecordBoundError } from '../observations/record-bound.error';
import { extractRecord } from './extract-record';

describe('extractRecord', () => {
  it("reads the course's admission, without the name", () => {
    const bytes = hl7(
      'MSH|^~\\&|SIMULATION|NORTH HILL TEST|||202401201630||ADT^A01|||2.5',
      'PID|1||900000017||TESTPATIENT ANNA||19840203|F',
      'NK1|1|TESTPERSON BO|PARTNER',
    );
    const record = extract(bytes);
    expect(record).toEqual({
      schema: 1,
      id: createHash('sha256').update(bytes).digest('hex').slice(0, 32),
      feed: 'ward',
      receivedAt: '2024-03-31T00:30:01.000Z',
      type: 'ADT^A01',
      controlId: '',
      sentAt: { local: '202401201630', instant: '2024-01-20T16:30:00.000Z', precision: 'minute' },
      patient: {
        key: 'local|900000017',
        authority: 'local',
        mrn: '900000017',
        birthDate: '1984-02-03',
        sex: 'F',
        isDeceased: false,
      },
      visit: null,
      merge: null,
      observations: [],
      raw: bytes.toString('base64'),
    });
    const { raw, ...extracted } = record;
    expect(raw).not.toBe('');
    expect(JSON.stringify(extracted)).not.toMatch(/TESTPATIENT|TESTPERSON/);
  });

  it("reads the course's result, its time to the minute as sent", () => {
    const record = extract(
      hl7(
        'MSH|^~\\&|SIMULATION|NORTH HILL TEST|||202401201800||ORU^R01|||2.5',
        'PID|1||900000017',
        'OBR|1||||||202401202243',
        'OBX|1|SN|CREATININE||103.4',
      ),
    );
    expect(record.type).toBe('ORU^R01');
    expect(record.patient).toMatchObject({ key: 'local|900000017', birthDate: null, sex: 'U' });
    expect(record.observations).toEqual([
      {
        code: 'CREATININE',
        system: '',
        text: '',
        alternate: null,
        subId: '',
        valueType: 'SN',
        value: '103.4',
        unit: '',
        observedAt: { local: '202401202243', instant: '2024-01-20T22:43:00.000Z', precision: 'minute' },
        status: '',
        order: '',
      },
    ]);
  });

  it('gives the same id to the same bytes only', () => {
    const first = extract(hl7(MSH, 'PID|1||1'));
    expect(extract(hl7(MSH, 'PID|1||1')).id).toBe(first.id);
    expect(extract(hl7(MSH, 'PID|1||2')).id).not.toBe(first.id);
  });

  it('keeps only the bytes of its part of a buffer', () => {
    const bytes = hl7(MSH, 'PID|1||1');
    const frame = Buffer.concat([hl7('FHS|^~\\&'), bytes, hl7('FTS|1')]);
    const part = frame.subarray(frame.indexOf('MSH'), frame.indexOf('FTS'));
    expect(Buffer.from(extract(part).raw, 'base64')).toEqual(bytes);
  });

  it('reads MSH-10, and no time from an MSH-7 that is none', () => {
    const record = extract(hl7('MSH|^~\\&|A|B|||soon||ORU^R01|c17|P|2.5'));
    expect(record).toMatchObject({ controlId: 'c17', sentAt: null });
  });

  it('reads the number and class of a visit', () => {
    const pv1 = `PV1|1|I|W^1^2${'|'.repeat(16)}V-17^^^RRK`;
    expect(extract(hl7(MSH, 'PID|1||1', pv1)).visit).toEqual({ number: 'V-17', patientClass: 'I' });
  });

  it('bounds observations by the bytes that the message leaves of a record', () => {
    const bytes = hl7(MSH, 'PID|1||1', 'OBX|1');
    const options = { bytes, message: parseMessage(bytes), feed: ward, receivedAt: new Date(0) };
    const maxBytes = bytes.toString('base64').length + 138;
    expect(extractRecord({ ...options, maxBytes }).observations).toHaveLength(1);
    expect(() => extractRecord({ ...options, maxBytes: maxBytes - 1 })).toThrow(RecordBoundError);
  });
});
