import { z } from 'zod';
import { listValue } from '../record/list.value';
import { recordCodec } from '../record/record.codec';
import { timeValue } from '../record/time.value';
import { HL7_MESSAGES } from './hl7-message.topic';

export const HL7_MESSAGE_SCHEMA = 1;

const identity = z.object({ key: z.string().min(1), authority: z.string(), mrn: z.string().min(1) });

/** A repetition of PID-3. `authority` is the canonical one; `type` is CX.5, upper case. */
const identifier = z.object({ number: z.string(), authority: z.string(), type: z.string() });

const patient = identity.extend({
  /** `YYYY-MM-DD`, or null if PID-7 is absent or not a whole date. */
  birthDate: z.iso.date().nullable(),
  /** `YYYY` or `YYYY-MM` if PID-7 names no day; `birthDate` is null then. */
  birthDatePart: z
    .string()
    .regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/)
    .optional(),
  /** True if PID-7 holds a text that names no day, month or year. */
  isBirthDateUnreadable: z.boolean().optional(),
  sex: z.enum(['F', 'M', 'U']),
  /** The fields that the message deletes by `""`. */
  deleted: z.array(z.enum(['birthDate', 'sex'])).optional(),
  /** True if PID-29, PID-30 or PV1-36 reports a death, false if PID-30 denies it; absent if the message does not tell. */
  isDeceased: z.boolean().optional(),
  /** All repetitions of PID-3; absent if there is only the patient's number, without a type. */
  identifiers: listValue(identifier).optional(),
});

/** OBX-3's second coding, used by laboratories that send their own code beside LOINC's. */
const coding = z.object({ code: z.string(), system: z.string() });

/** The specimen that was measured. */
const specimen = z.object({
  /** SPM-2, the filler's else the placer's; empty if not given. */
  id: z.string(),
  /** Codes of the specimen's type: SPM-4, else OBR-15. */
  codes: z.array(z.string()),
  /** Its type in words. */
  text: z.string(),
  /** True if the feed's settings say that a code of it is not blood. */
  isNotBlood: z.boolean().optional(),
});

const observation = coding.extend({
  text: z.string(),
  alternate: coding.nullable(),
  /** OBX-3.5, the name of the second coding. */
  alternateText: z.string().optional(),
  /** OBX-4. */
  subId: z.string(),
  /** OBX-2: NM, SN, ST and so on. */
  valueType: z.string(),
  /** OBX-5's first repetition, unescaped, its components joined by `^` (`<^10`); with a point if the feed has decimal commas. */
  value: z.string(),
  unit: z.string(),
  /** When the specimen was collected, by the feed's choice of fields; null if none of them is a time. */
  observedAt: timeValue.nullable(),
  /** Fields that hold a text in place of a time, as `OBR-7`, if `observedAt` is null for that reason. */
  unreadableTimes: z.array(z.string()).optional(),
  /** True if `observedAt` is OBR-14, when the laboratory received the specimen. */
  isTimeAssumed: z.boolean().optional(),
  /** True if `observedAt` is OBX-14, when the specimen was analysed, because no field tells when it was collected. */
  isTimeOfAnalysis: z.boolean().optional(),
  /** OBX-11, else OBR-25 in the letters of OBX-11: P F C D W X and so on; empty if neither is given. */
  status: z.string(),
  /** Filler order number, else placer's, else the specimen's; empty if the feed has none. */
  order: z.string(),
  /** Placer order number, if `order` is the filler's. */
  placer: z.string().optional(),
  /** OBR-4, what was ordered: first code and text. */
  service: z.object({ code: z.string(), text: z.string() }).optional(),
  /** Absent if the message tells nothing about it. */
  specimen: specimen.optional(),
});

/** An order that was cancelled, and brings no observation. */
const cancelledOrder = z.object({
  /** As an observation's. */
  order: z.string().min(1),
  placer: z.string().optional(),
  /** Code of OBR-4; empty if not given. */
  service: z.string(),
});

const value = z.object({
  schema: z.literal(HL7_MESSAGE_SCHEMA),
  /** 128 bits of SHA-256 of the message's bytes, in hex: a resend has the same bytes and so the same id. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  feed: z.string().min(1),
  receivedAt: z.iso.datetime(),
  /** MSH-9's code and event in one spelling, `ORU^R01`. */
  type: z.string(),
  controlId: z.string(),
  sentAt: timeValue.nullable(),
  patient: patient.nullable(),
  visit: z.object({ number: z.string(), patientClass: z.string() }).nullable(),
  /** The first number of MRG-1 that is merged away. */
  merge: identity.nullable(),
  /** The other numbers that are merged away: of more repetitions of MRG-1, or of more MRG segments. */
  furtherMerges: listValue(identity).optional(),
  /** MSH-11, upper case: `id` P, D or T, `mode` A, I, R or T. Absent for P without a mode. */
  processing: z.object({ id: z.string(), mode: z.string() }).optional(),
  observations: listValue(observation),
  /** Orders without an observation that OBR-25, else ORC, reports as cancelled. */
  cancelledOrders: listValue(cancelledOrder).optional(),
  /** The message's bytes as received, in base64. */
  raw: z.base64(),
});

export type Hl7MessageRecord = z.infer<typeof value>;
export type PatientValue = z.infer<typeof patient>;
export type IdentifierValue = z.infer<typeof identifier>;
export type ObservationValue = z.infer<typeof observation>;
export type SpecimenValue = z.infer<typeof specimen>;
export type CancelledOrderValue = z.infer<typeof cancelledOrder>;

const codec = recordCodec({ topic: HL7_MESSAGES, schema: HL7_MESSAGE_SCHEMA, value });

/**
 * Encodes a record under its patient's key, or under the message's id if it has no PID. It is validated first, because the
 * message is acknowledged afterwards and no reader could ask for it again; this costs about a seventh of parsing it.
 * @throws InvalidRecordError if readers would refuse it
 */
export function encodeHl7Message(record: Hl7MessageRecord): { key: string; value: Buffer } {
  codec.check(record);
  return { key: record.patient?.key ?? record.id, value: codec.encode(record) };
}

export const decodeHl7Message = codec.decode;
export const hl7MessageJsonSchema = codec.jsonSchema;
