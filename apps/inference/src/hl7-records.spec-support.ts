import { createHash } from 'node:crypto';
import { type Hl7MessageRecord } from '@renwatch/events';

export interface ResultMessage {
  mrn: string;
  /** Hours into 31 March 2024 at which it was observed. */
  hour: number;
  value: string;
  code?: string;
  order?: string;
  status?: string;
  /** When it was sent; at the time of its result if absent. */
  sentHour?: number;
  feed?: string;
}

/** A creatinine as the course sends it, as the gateway writes it. */
export function oru(message: ResultMessage): Hl7MessageRecord {
  const { mrn, hour, value, code = 'CREATININE', order = '', status = '', sentHour = hour } = message;
  const observation = {
    code,
    system: '',
    text: '',
    alternate: null,
    subId: '',
    valueType: 'SN',
    value,
    unit: '',
  };
  return record(message, {
    mrn,
    type: 'ORU^R01',
    sentAt: timeAt(sentHour),
    observations: [{ ...observation, observedAt: timeAt(hour), status, order }],
  });
}

/** ADT^A40: `old` is `mrn` from now on. */
export function mergeOf(message: {
  mrn: string;
  old: string;
  sentHour: number;
  feed?: string;
}): Hl7MessageRecord {
  const { mrn, old, sentHour } = message;
  const merge = { key: `local|${old}`, authority: 'local', mrn: old };
  return record(message, { mrn, type: 'ADT^A40', sentAt: timeAt(sentHour), merge });
}

type Own = Pick<Hl7MessageRecord, 'type' | 'sentAt'> &
  Partial<Pick<Hl7MessageRecord, 'observations' | 'merge'>> & { mrn: string };

function record(message: { feed?: string }, { mrn, ...own }: Own): Hl7MessageRecord {
  const raw = Buffer.from(`MSH|^~\\&|${JSON.stringify(message)}`);
  return {
    schema: 1,
    id: createHash('sha256').update(raw).digest('hex').slice(0, 32),
    feed: message.feed ?? 'ward',
    receivedAt: new Date().toISOString(),
    controlId: '',
    patient: { key: `local|${mrn}`, authority: 'local', mrn, birthDate: '1960-01-01', sex: 'F' },
    visit: null,
    merge: null,
    observations: [],
    raw: raw.toString('base64'),
    ...own,
  };
}

function timeAt(hour: number) {
  const instant = new Date(Date.UTC(2024, 2, 31, hour)).toISOString();
  return { local: instant.replace(/\D/g, '').slice(0, 14), instant, precision: 'second' as const };
}
