import { z } from 'zod';
import { recordCodec } from '../record/record.codec';
import { timeValue } from '../record/time.value';
import { AKI_ALERTS } from './aki-alert.topic';

export const AKI_ALERT_SCHEMA = 1;

const value = z.object({
  schema: z.literal(AKI_ALERT_SCHEMA),
  /** Made from (patient, result, stage, source), so that a reprocessed message makes the same alert. */
  id: z.guid(),
  patient: z.object({ key: z.string().min(1), authority: z.string(), mrn: z.string().min(1) }),
  observedAt: timeValue,
  source: z.enum(['rule', 'model']),
  /** The rule's stage; 0 if only the model raised the alert. */
  stage: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  criterion: z.string(),
  creatinineUmolPerL: z.number().positive(),
  baselineUmolPerL: z.number().positive().nullable(),
  model: z
    .object({
      probability: z.number().min(0).max(1),
      threshold: z.number().min(0).max(1),
      version: z.string(),
    })
    .nullable(),
  decisionId: z.guid(),
  messageId: z.string(),
  feed: z.string(),
  receivedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime(),
});

export type AkiAlertRecord = z.infer<typeof value>;

const codec = recordCodec({ topic: AKI_ALERTS, schema: AKI_ALERT_SCHEMA, value });

export function encodeAkiAlert(record: AkiAlertRecord): { key: string; value: Buffer } {
  return { key: record.patient.key, value: codec.encode(record) };
}

export const decodeAkiAlert = codec.decode;
export const akiAlertJsonSchema = codec.jsonSchema;
