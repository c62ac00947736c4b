import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeHl7Message, encodeHl7Message, type Hl7MessageRecord } from '@renwatch/events';
import { Hl7ParseError, parseMessage, splitBatch } from '@renwatch/hl7';
import { sharedDataFolder } from '@renwatch/testing';
import * as fc from 'fast-check';
import { hl7, listened, MSH } from '../gateway.spec-support';
import { extractRecord } from './extract-record';

const receivedAt = new Date('2024-03-31T00:30:01.000Z');

const extract = (bytes: Uint8Array, feed: Partial<typeof listened> = {}): Hl7MessageRecord =>
  extractRecord({
    ...{ bytes, message: parseMessage(bytes), feed: { ...listened, ...feed }, receivedAt },
    maxBytes: Infinity,
  });
const observationsOf = (...segments: string[]) => extract(hl7(MSH, 'PID|1||1', ...segments)).observations;
const firstOf = (...segments: string[]) => observationsOf(...segments)[0];
const patientOf = (pid: string, feed: Partial<typeof listened> = {}) => extract(hl7(MSH, pid), feed).patient;

describe("the record of the course's messages", () => {
  it('has an admission’s patient, without the name', () => {
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

  it('has a result’s value and its time, to the minute as sent', () => {
    const record = extract(
      hl7(
        'MSH|^~\\&|SIMULATION|NORTH HILL TEST|||202401201800||ORU^R01|||2.5',
        'PID|1||900000017',
        'OBR|1||||||202401202243',
        'OBX|1|SN|CREATININE||103.4',
      ),
    );
    expect(record.type).toBe('ORU^R01');
    expect(record.patient).toEqual({
      key: 'local|900000017',
      authority: 'local',
      mrn: '900000017',
      birthDate: null,
      sex: 'U',
    });
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

  it('has the same id for the same bytes and another for others', () => {
    const [one, again, other] = [hl7(MSH, 'PID|1||1'), hl7(MSH, 'PID|1||1'), hl7(MSH, 'PID|1||2')];
    expect(extract(one).id).toBe(extract(again).id);
    expect(extract(one).id).not.toBe(extract(other).id);
  });
});

describe('a patient', () => {
  it.each([
    ['a bare number', 'PID|1||0042', { authority: 'local', mrn: '0042' }],
    ['blanks around', 'PID|1||  0042 ^^^ RRK ', { authority: 'RRK', mrn: '0042' }],
    ['its own authority', 'PID|1||0042^^^RRK^MR', { authority: 'RRK', mrn: '0042' }],
    ['an authority with its universal id', 'PID|1||0042^^^RRK&1.2.3&ISO', { authority: 'RRK', mrn: '0042' }],
    ['an authority of a universal id alone', 'PID|1||0042^^^&1.2.3&ISO', { authority: '1.2.3', mrn: '0042' }],
    ['several numbers', 'PID|1||99^^^NHS^NH~0042^^^RRK^MR', { authority: 'RRK', mrn: '0042' }],
    ['several numbers of no type', 'PID|1||^^^NHS~99^^^NHS~0042^^^RRK', { authority: 'NHS', mrn: '99' }],
    ['an escaped separator', 'PID|1||00\\S\\42^^^RRK', { authority: 'RRK', mrn: '00^42' }],
  ])('has %s', (_name, pid, expected) => {
    expect(patientOf(pid)).toMatchObject({ ...expected, key: `${expected.authority}|${expected.mrn}` });
  });

  it('is of the feed’s authority where the number has none', () => {
    expect(patientOf('PID|1||0042', { authority: 'TRUST' })?.key).toBe('TRUST|0042');
  });

  it.each(['PID|1', 'PID|1||', 'PID|1||^^^RRK', 'PID|1||""', 'PV1|1'])('is nobody in %j', (segment) => {
    expect(patientOf(segment)).toBeNull();
  });

  it.each([
    ['19840203', '1984-02-03'],
    ['198402031530', '1984-02-03'],
    ['19840203000000+0100', '1984-02-03'],
    ['19840230', null],
    ['19841301', null],
    ['198402', null],
    ['00000101', null],
    ['unknown', null],
    ['""', null],
    ['', null],
  ])('born %j has the birth date %j', (text, expected) => {
    expect(patientOf(`PID|1||1||||${text}`)?.birthDate).toBe(expected);
  });

  it.each([
    ['F', 'F'],
    ['m', 'M'],
    ['F^Female', 'F'],
    ['O', 'U'],
    ['', 'U'],
    ['""', 'U'],
  ])('of PID-8 %j has the sex %s', (text, expected) => {
    expect(patientOf(`PID|1||1|||||${text}`)?.sex).toBe(expected);
  });

  it('that is merged has the number that goes away', () => {
    const merged = extract(hl7(MSH.replace('ORU^R01', 'ADT^A40'), 'PID|1||new^^^RRK', 'MRG|old^^^RRK'));
    expect(merged.merge).toEqual({ key: 'RRK|old', authority: 'RRK', mrn: 'old' });
    expect(extract(hl7(MSH, 'PID|1||new', 'MRG|old')).merge?.key).toBe('local|old');
  });

  it('has a visit where PV1 says so', () => {
    const pv1 = `PV1|1|I|W^1^2${'|'.repeat(16)}V-17^^^RRK`;
    expect(extract(hl7(MSH, 'PID|1||1', pv1)).visit).toEqual({ number: 'V-17', patientClass: 'I' });
  });
});

describe('an observation', () => {
  const OBR = 'OBR|1|P1|F1||||20240331004500';

  it('has code, system, text and the second coding', () => {
    expect(firstOf('OBX|1|NM|CREA^Creatinine^L^14682-9^Creatinine SerPl^LN||80|umol/L^^UCUM')).toMatchObject({
      code: 'CREA',
      system: 'L',
      text: 'Creatinine',
      alternate: { code: '14682-9', system: 'LN' },
      unit: 'umol/L',
    });
  });

  it.each([
    ['81.2456', '81.2456'],
    ['<^10', '<^10'],
    ['^1^-^2', '^1^-^2'],
    ['LESS THAN 0.4', 'LESS THAN 0.4'],
    ['80~90', '80'],
    ['a\\S\\b', 'a^b'],
    ['""', ''],
    ['', ''],
  ])('of OBX-5 %j has the value %j', (field, expected) => {
    expect(firstOf(`OBX|1|SN|CREATININE||${field}`)?.value).toBe(expected);
  });

  it('joins components by ^ whatever the message separates them with', () => {
    const bytes = Buffer.from(
      'MSH|:~\\&|A|B|||20240331||ORU:R01|||2.5\rPID|1||1\rOBX|1|SN|CREATININE||<:10\r',
    );
    expect(extract(bytes).observations[0]?.value).toBe('<^10');
  });

  it.each([
    ['OBX-14', [OBR, 'OBX|1|NM|X||1|||||||||202403310100'], '202403310100'],
    ['its order where OBX-14 is empty', [OBR, 'OBX|1|NM|X||1'], '20240331004500'],
    ['its order where OBX-14 is no time', [OBR, 'OBX|1|NM|X||1|||||||||soon'], '20240331004500'],
    ['its own order, not the one before', [OBR, 'OBR|2||||||202404010000', 'OBX|1|NM|X||1'], '202404010000'],
  ])('takes its time from %s', (_name, segments, expected) => {
    expect(firstOf(...segments)?.observedAt?.local).toBe(expected);
  });

  it('has no time where neither OBX-14 nor the order has one', () => {
    expect(firstOf('OBR|1', 'OBX|1|NM|X||1')?.observedAt).toBeNull();
  });

  it.each([
    ['the field’s zone', '20240331004500+0200', '20240331003000-0500', '2024-03-30T22:45:00.000Z'],
    ['MSH-7’s zone', '20240331004500', '20240331003000-0500', '2024-03-31T05:45:00.000Z'],
    ['MSH-7’s zone with a colon', '20240331004500', '20240331003000+05:30', '2024-03-30T19:15:00.000Z'],
    ['MSH-7’s Z', '20240331024500', '20240331003000Z', '2024-03-31T02:45:00.000Z'],
    ['the feed’s zone', '20240331024500', '20240331003000', '2024-03-31T01:45:00.000Z'],
  ])('has its instant by %s', (_name, observed, sent, expected) => {
    const bytes = hl7(
      MSH.replace('20240331003000', sent),
      'PID|1||1',
      `OBR|1||||||${observed}`,
      'OBX|1|NM|X||1',
    );
    const [observation] = extract(bytes, { timezone: 'Europe/London' }).observations;
    expect(observation?.observedAt).toMatchObject({ local: observed.slice(0, 14), instant: expected });
  });

  it.each([
    ['the filler’s number', ['ORC|RE|P0|F0', OBR], 'F1'],
    ['the filler’s number of ORC', ['ORC|RE|P0|F0', 'OBR|1|P1'], 'F0'],
    ['the placer’s number', ['ORC|RE|P0', 'OBR|1|P1^EHR'], 'P1'],
    ['the placer’s number of ORC', ['ORC|RE|P0', 'OBR|1'], 'P0'],
    ['no number of an order before', [OBR, 'OBR|2'], ''],
    ['no ORC of an order before', ['ORC|RE|P0|F0', 'OBR|1', 'OBR|2'], ''],
    ['the specimen’s number ahead of it', ['SPM|1|SP&EHR^SF&LAB', 'OBR|1'], 'SF'],
  ])('is of the order with %s', (_name, segments, expected) => {
    expect(observationsOf(...segments, 'OBX|1|NM|X||1').at(-1)?.order).toBe(expected);
  });

  it('is of the specimen that follows it, each of its own', () => {
    const orders = observationsOf(
      'OBR|1',
      'OBX|1|NM|X||1',
      'SPM|1|^S1',
      'OBR|2',
      'OBX|1|NM|X||1',
      'SPM|2|S2',
    );
    expect(orders.map(({ order }) => order)).toEqual(['S1', 'S2']);
  });

  it('has its sub-id and its status', () => {
    expect(firstOf('OBX|1|NM|X|3|1||||||c')).toMatchObject({ subId: '3', status: 'C' });
  });
});

describe('every record', () => {
  it('is one that a consumer can read, whatever the fields hold', () => {
    const field = fc.stringMatching(/^[0-9A-Za-z ^~&"\\+.-]{0,24}$/);
    const segment = fc
      .tuple(
        fc.constantFrom('PID', 'OBX', 'OBR', 'ORC', 'SPM', 'MRG', 'PV1'),
        fc.array(field, { maxLength: 20 }),
      )
      .map(([name, fields]) => [name, ...fields].join('|'));
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), field, (segments, sentAt) => {
        const record = extract(hl7(`MSH|^~\\&|A|B|||${sentAt}||ORU^R01|||2.5`, ...segments));
        expect(decodeHl7Message(encodeHl7Message(record).value)).toEqual(record);
      }),
    );
  });

  const folder = sharedDataFolder();
  const fromOutside = folder === undefined ? it.skip : it;
  fromOutside('of the public samples is one that a consumer can read (skipped where they are absent)', () => {
    const samples = join(folder ?? '', 'hl7');
    let records = 0;
    for (const file of readdirSync(samples).filter((name) => name.endsWith('.hl7'))) {
      for (const bytes of splitBatch(readFileSync(join(samples, file)))) {
        try {
          const record = extract(bytes);
          expect(decodeHl7Message(encodeHl7Message(record).value)).toEqual(record);
          records += 1;
        } catch (error) {
          if (!(error instanceof Hl7ParseError)) throw new Error(`${file} cannot be read`, { cause: error });
        }
      }
    }
    expect(records).toBeGreaterThan(500);
  });
});
