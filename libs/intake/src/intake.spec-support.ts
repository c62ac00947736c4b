import { type Hl7MessageRecord, type ObservationValue } from '@renwatch/events';
import { parseMessage } from '@renwatch/hl7';
import { DEFAULT_FEED_CHOICES, type FeedProfile } from './fields/feed-profile';
import { extractRecord } from './record/extract-record';
import { DEFAULT_CREATININE_CODES, parseCreatinineCodes } from './results/creatinine-code';

const parsed = parseCreatinineCodes(DEFAULT_CREATININE_CODES);
if (!parsed.ok) throw new Error(parsed.remedy);

export const DEFAULT_CODES = parsed.value;

/** The course's creatinine: neither unit nor status nor order number. */
export const creatinine: ObservationValue = {
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

export const oru: Hl7MessageRecord = {
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

export const ward: FeedProfile = {
  name: 'ward',
  timezone: 'UTC',
  authority: 'local',
  ...DEFAULT_FEED_CHOICES,
};

/** Joins segments to a message's bytes. */
export const hl7 = (...segments: string[]): Buffer => Buffer.from(`${segments.join('\r')}\r`, 'utf8');

export const MSH = 'MSH|^~\\&|SIMULATION|NORTH HILL TEST|||20240331003000||ORU^R01|||2.5';

/** Extracts the record of a message, without a bound. */
export function extract(bytes: Uint8Array, feed: Partial<FeedProfile> = {}): Hl7MessageRecord {
  return extractRecord({
    bytes,
    message: parseMessage(bytes),
    feed: { ...ward, ...feed },
    receivedAt: new Date('2024-03-31T00:30:01.000Z'),
    maxBytes: Infinity,
  });
}

/** Extracts the observations of a result message. */
export const observationsOf = (...segments: string[]): ObservationValue[] =>
  extract(hl7(MSH, 'PID|1||1', ...segments)).observations;
