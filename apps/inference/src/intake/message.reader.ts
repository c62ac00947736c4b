import { parseCreatinine } from '@renwatch/aki';
import {
  HL7_MESSAGES,
  InvalidRecordError,
  deadLetter,
  decodeHl7Message,
  type DeadLetterRecord,
  type Hl7MessageRecord,
  type ObservationValue,
  type PatientValue,
} from '@renwatch/events';
import { creatinineCodeOf, type CreatinineCode } from './creatinine-code';
import { type Intake, type IntakePatient, type IntakeResult } from './intake';
import { PoisonMessageError } from './poison-message.error';
import { WITHDRAWN_STATUSES } from '@renwatch/decisions';

export interface MessageReaderOptions {
  codes: readonly CreatinineCode[];
  now: () => Date;
}

export interface KafkaPlace {
  partition: number;
  offset: bigint;
}

/** Events whose PID is the hospital's word on who the patient is. */
const DEMOGRAPHIC_EVENTS = new Set(['A01', 'A03', 'A04', 'A08', 'A28', 'A31']);

/**
 * Events after which two numbers are one person's: merges (A18, A34, A36, A40) and changes of a number (A46, A47). Those
 * that move or merge visits and accounts (A35, A41 to A45) leave every result with its patient.
 */
const MERGE_EVENTS = new Set(['A18', 'A34', 'A36', 'A40', 'A46', 'A47']);

/** A specimen time may lie a little ahead of the message's; further ahead it would hide every later result. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;

/** Reads a record of `hl7.messages` into what inference has to do about it. */
export class MessageReader {
  constructor(private readonly options: MessageReaderOptions) {}

  /**
   * @throws NewerSchemaError for a record this version does not know yet
   * @throws PoisonMessageError for bytes that can never be processed
   */
  read(value: Buffer | null, place: KafkaPlace): Intake {
    const record = decode(value);
    refuseNul(record);
    const intake: Intake = {
      offset: place.offset,
      messageId: record.id,
      feed: record.feed,
      receivedAt: record.receivedAt,
      sentAt: sentAtOf(record),
      patient: record.patient && patientOf(record, record.patient),
      merge: null,
      results: [],
      refused: [],
    };
    if (merges(record)) {
      if (record.patient && record.merge) return { ...intake, merge: record.merge };
      const { reason, detail } = MERGE_INCOMPLETE;
      const letter = this.letter(record, place, reason, { index: null, detail, others: 0 });
      return { ...intake, refused: [{ letter, values: 0 }] };
    }
    if (record.type.split('^')[0] !== 'ORU') return intake;
    const refusals = new Map<string, RefusedObservations>();
    record.observations.forEach((observation, index) => {
      const code = creatinineCodeOf(this.options.codes, observation);
      if (!code) return;
      const read = resultOf(record, observation, index, code);
      const known = 'reason' in read && refusals.get(read.reason);
      if (!('reason' in read)) intake.results.push(read);
      else if (known) known.others += 1;
      else refusals.set(read.reason, { index, detail: read.detail, others: 0 });
    });
    for (const [reason, refused] of refusals)
      intake.refused.push({
        letter: this.letter(record, place, reason, refused),
        values: 1 + refused.others,
      });
    // A cumulative report may come newest first; in the order of time no result of it has to be decided again.
    intake.results.sort((a, b) => Date.parse(a.observedAt.instant) - Date.parse(b.observedAt.instant));
    return intake;
  }

  /** One letter for all that one message was refused of one reason: each letter holds the whole message. */
  private letter(
    record: Hl7MessageRecord,
    place: KafkaPlace,
    reason: string,
    { index, detail, others }: RefusedObservations,
  ): DeadLetterRecord {
    const offset = String(place.offset);
    return deadLetter({
      origin: 'inference',
      place: [HL7_MESSAGES, place.partition, offset, index],
      reason,
      detail: others === 0 ? detail : `${detail}; and ${others} more of this message`,
      source: {
        feed: record.feed,
        topic: HL7_MESSAGES,
        partition: place.partition,
        offset,
        messageId: record.id,
        observation: others === 0 ? index : null,
      },
      failedAt: this.options.now(),
      payload: { base64: record.raw },
    });
  }
}

/** Those of one message that were refused of one reason: the first, and how many more there are. */
interface RefusedObservations {
  /** Null where the message as a whole was refused. */
  index: number | null;
  detail: string;
  others: number;
}

interface Refusal {
  reason: string;
  detail: string;
}

const MERGE_INCOMPLETE: Refusal = {
  reason: 'merge-incomplete',
  detail: 'a merge without the number that stays (PID-3) or the one that goes (MRG-1)',
};

function merges({ type }: Hl7MessageRecord): boolean {
  const [code, event = ''] = type.split('^');
  return code === 'ADT' && MERGE_EVENTS.has(event);
}

/** MSH-7, else when the gateway received it. One that names no minute would date results after their own message. */
function sentAtOf({ sentAt, receivedAt }: Hl7MessageRecord): string {
  return sentAt && PRECISE.has(sentAt.precision) ? sentAt.instant : receivedAt;
}

const PRECISE: ReadonlySet<string> = new Set(['minute', 'second', 'fraction']);

function decode(value: Buffer | null): Hl7MessageRecord {
  try {
    return decodeHl7Message(value);
  } catch (error) {
    if (!(error instanceof InvalidRecordError)) throw error;
    throw new PoisonMessageError('invalid-record', error.detail, { cause: error });
  }
}

/** PostgreSQL's text holds no NUL, and a code with one inside is nobody's code. */
function refuseNul(record: Hl7MessageRecord): void {
  const place = Object.entries(record).find(([name, part]) => name !== 'raw' && holdsNul(part))?.[0];
  if (place !== undefined)
    throw new PoisonMessageError('nul-character', `a NUL character in the message's ${place}`);
}

function holdsNul(part: unknown): boolean {
  if (typeof part === 'string') return part.includes('\0');
  return typeof part === 'object' && part !== null && Object.values(part).some(holdsNul);
}

function patientOf(record: Hl7MessageRecord, patient: PatientValue): IntakePatient {
  const [code, event = ''] = record.type.split('^');
  const says = code === 'ADT' && DEMOGRAPHIC_EVENTS.has(event);
  return { ...patient, demographicsAt: says ? sentAtOf(record) : null };
}

function resultOf(
  record: Hl7MessageRecord,
  observation: ObservationValue,
  index: number,
  code: CreatinineCode,
): IntakeResult | Refusal {
  const { observedAt, valueType, value, unit, order, subId } = observation;
  if (!record.patient)
    return { reason: 'patient-missing', detail: 'a creatinine result without a patient (PID-3)' };
  if (!observedAt) return { reason: 'time-missing', detail: 'neither OBX-14 nor OBR-7 is a time' };
  if (observedAt.precision === 'year' || observedAt.precision === 'month') {
    return {
      reason: 'time-imprecise',
      detail: `the result's time is given to the ${observedAt.precision} only`,
    };
  }
  if (Date.parse(observedAt.instant) - Date.parse(sentAtOf(record)) > MAX_AHEAD_MS) {
    return { reason: 'time-in-future', detail: 'the result is more than 24 h later than its message' };
  }
  const status = observation.status.trim().toUpperCase();
  const common = { observation: index, order, subId, observedAt, status };
  const defaultUnit = code.defaultUnit === null ? {} : { defaultUnit: code.defaultUnit };
  const parsed = parseCreatinine({ valueType, value, unit, ...defaultUnit });
  if (parsed.ok) return { ...common, umolPerL: parsed.umolPerL, comparator: parsed.comparator };
  if (WITHDRAWN_STATUSES.has(status)) return { ...common, umolPerL: null, comparator: '' };
  return { reason: parsed.reason, detail: parsed.detail };
}
