import { type Hl7MessageRecord } from '@renwatch/events';
import { parseMessage } from '@renwatch/hl7';
import { hl7, listened } from '../gateway.spec-support';
import { extractRecord } from './extract-record';

const receivedAt = new Date('2024-03-31T00:30:01.000Z');
/** From 2.7 on MSH-2 has a fifth character. */
const mshOf = (type: string, version = '2.5') =>
  `MSH|^~\\&${version < '2.7' ? '' : '#'}|LAB|RRK|||20240331003000||${type}|m1||${version}`;
const extract = (...segments: string[]): Hl7MessageRecord => {
  const bytes = hl7(...segments);
  return extractRecord({
    ...{ bytes, message: parseMessage(bytes), feed: listened, receivedAt },
    maxBytes: Infinity,
  });
};
const PID = 'PID|1||0042^^^RRK^MR||TESTPATIENT^ANNA||19840203|F';
const OBR = 'OBR|1|P1|F1|||20240331|20240331001500';
const OBX = 'OBX|1|NM|CREATININE||80|umol/L|||||F';

describe('a result', () => {
  it.each([
    '2.1',
    '2.2',
    '2.3',
    '2.3.1',
    '2.4',
    '2.5',
    '2.5.1',
    '2.6',
    '2.7',
    '2.7.1',
    '2.8',
    '2.8.2',
    '2.9',
  ])('of HL7 %s is read as any other', (version) => {
    const type = version < '2.3.1' ? 'ORU^R01' : 'ORU^R01^ORU_R01';
    expect(extract(mshOf(type, version), PID, OBR, OBX)).toMatchObject({
      type: 'ORU^R01',
      controlId: 'm1',
      patient: { key: 'RRK|0042', birthDate: '1984-02-03', sex: 'F' },
      observations: [
        {
          ...{ code: 'CREATININE', value: '80', unit: 'umol/L', status: 'F', order: 'F1' },
          observedAt: { local: '20240331001500' },
        },
      ],
    });
  });

  it('is read past segments that are the sender’s own, which stay in the bytes', () => {
    const own = ['ZPI|1|0099|TESTPERSON', 'ZOB|1|NM|CREATININE||999', 'Z01', 'ZBX|20240101|X'] as const;
    const header = mshOf('ORU^R01');
    const plain = extract(header, PID, OBR, OBX);
    const [afterMsh, afterPid, afterObr, atEnd] = own;
    const record = extract(header, afterMsh, PID, afterPid, OBR, afterObr, OBX, atEnd);
    const { id, raw } = plain;
    expect({ ...record, id, raw }).toEqual(plain);
    expect(record.id).not.toBe(id);
    for (const segment of own)
      expect(Buffer.from(record.raw, 'base64').toString()).toContain(`\r${segment}\r`);
  });

  it('goes on in an ADD, whole', () => {
    const [observation] = extract(
      mshOf('ORU^R01'),
      PID,
      OBR,
      'OBX|1|ST|CREATININE||LESS THAN',
      'ADD| 10|umol/L',
    ).observations;
    expect(observation).toMatchObject({ value: 'LESS THAN 10', unit: 'umol/L' });
  });

  it.each(['P', 'F', 'C', 'D', 'W', 'X'])('of the status %s has that status', (status) => {
    const [observation] = extract(
      mshOf('ORU^R01'),
      PID,
      OBR,
      `OBX|1|NM|CREATININE||80|umol/L|||||${status}`,
    ).observations;
    expect(observation?.status).toBe(status);
  });
});

describe('a message about a patient', () => {
  it.each(['A01', 'A03', 'A08', 'A11', 'A13', 'A31'])(
    'of the event %s has its type, its patient and its visit',
    (event) => {
      const pv1 = `PV1|1|I|W^1^2${'|'.repeat(16)}V-17`;
      expect(extract(mshOf(`ADT^${event}`), 'EVN||20240331', PID, pv1)).toMatchObject({
        type: `ADT^${event}`,
        sentAt: { local: '20240331003000' },
        patient: { key: 'RRK|0042', mrn: '0042', birthDate: '1984-02-03', sex: 'F' },
        visit: { number: 'V-17', patientClass: 'I' },
        merge: null,
        observations: [],
      });
    },
  );
});
