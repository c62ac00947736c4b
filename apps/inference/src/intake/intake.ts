import { type Comparator } from '@renwatch/aki';
import { type DeadLetterRecord, type TimeValue } from '@renwatch/events';

/** What one message asks inference to do; everything else in it is no concern of ours. */
export interface Intake {
  offset: bigint;
  messageId: string;
  feed: string;
  receivedAt: string;
  /** MSH-7 as ISO, where it is to the minute, else when the gateway received it. */
  sentAt: string;
  patient: IntakePatient | null;
  /** The number that is merged into the patient's; null where the message merges nothing. */
  merge: IntakeNumber | null;
  results: IntakeResult[];
  /** What of it is refused, each reason once. */
  refused: Refused[];
}

/** What one message is refused of one reason, in one dead letter, which holds the whole message. */
export interface Refused {
  letter: DeadLetterRecord;
  /** How many creatinines these are; 0 where it is no creatinine that is refused. */
  values: number;
}

/** A number that a patient goes by. */
export interface IntakeNumber {
  key: string;
  authority: string;
  mrn: string;
}

export interface IntakePatient extends IntakeNumber {
  birthDate: string | null;
  sex: 'F' | 'M' | 'U';
  /** When the feed said so (ISO), for messages that are there to say it (ADT); null: only fills what is unknown. */
  demographicsAt: string | null;
}

export interface IntakeResult {
  /** Index of the observation in its message: two of one message never count as one sent twice. */
  observation: number;
  order: string;
  subId: string;
  observedAt: TimeValue;
  /** Exact decimal, µmol/L; null for a deleted or withdrawn result that carries no value. */
  umolPerL: string | null;
  /** Where `umolPerL` is a bound. */
  comparator: Comparator;
  /** OBX-11, upper case; empty where not given. */
  status: string;
}
