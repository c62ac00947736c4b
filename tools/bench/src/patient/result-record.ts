import { createHash } from 'node:crypto';
import { encodeHl7Message, HL7_MESSAGES, HL7_MESSAGE_SCHEMA } from '@renwatch/events';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2024, 0, 1);

function timeAt(minute: number) {
  const instant = new Date(START_MS + minute * MINUTE_MS).toISOString();
  return { local: instant.replace(/\D/g, '').slice(0, 14), instant, precision: 'second' as const };
}

/** One message with creatinine results, each of an order of its own, as the gateway writes it. */
export function resultRecord(
  mrn: string,
  results: readonly { minute: number; umolPerL: number }[],
): { topic: string; key: string; value: Buffer } {
  const last = Math.max(...results.map(({ minute }) => minute));
  const raw = Buffer.from(`MSH|^~\\&|${mrn}|${JSON.stringify(results[0])}|${results.length}`);
  const observations = results.map(({ minute, umolPerL }) => ({
    ...{ code: 'CREATININE', system: '', text: '', alternate: null, subId: '', valueType: 'NM' },
    ...{ value: String(umolPerL), unit: 'umol/L', observedAt: timeAt(minute), status: 'F' },
    order: `${mrn}-${minute}`,
  }));
  const record = encodeHl7Message({
    schema: HL7_MESSAGE_SCHEMA,
    id: createHash('sha256').update(raw).digest('hex').slice(0, 32),
    ...{ feed: 'bench', receivedAt: new Date().toISOString(), controlId: '', type: 'ORU^R01' },
    patient: { key: `local|${mrn}`, authority: 'local', mrn, birthDate: '1960-01-01', sex: 'F' },
    ...{ visit: null, merge: null, sentAt: timeAt(last), observations, raw: raw.toString('base64') },
  });
  return { topic: HL7_MESSAGES, ...record };
}
