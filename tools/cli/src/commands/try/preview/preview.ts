/** Everything that Renwatch would make of one frame. Of a patient it holds number and year of birth, and no more. */
export interface FramePreview {
  input: string;
  /** 1 for the first frame of the input. */
  frame: number;
  /** MSA-1 of the answer; null if the frame is not answered. */
  ack: string | null;
  messages: MessagePreview[];
}

export type MessagePreview =
  /** Becomes a dead letter of the gateway, or is noise between frames. */
  | { kind: 'refused'; reason: string; detail: string }
  /** Neither kept nor answered: an acknowledgement, or an empty frame. */
  | { kind: 'ignored'; reason: string }
  | ReadMessagePreview;

export interface PatientPreview {
  number: string;
  authority: string;
  birthYear: string | null;
  /** True if PID-7 holds a text that is not a date. */
  isBirthDateUnreadable: boolean;
  isSexKnown: boolean;
}

export interface ReadMessagePreview {
  kind: 'message';
  /** MSH-9, `ORU^R01`. */
  type: string;
  controlId: string;
  /** MSH-7 as received; null if it is not a time. */
  sentAt: string | null;
  patient: PatientPreview | null;
  /** The identifiers of PID-3, without their numbers. */
  identifiers: { type: string; authority: string; isPatientNumber: boolean }[];
  /** Why only the patient is read; null for ADT and results. */
  unread: string | null;
  /** Refusals of the whole message; each becomes a dead letter. */
  refusals: { reason: string; detail: string }[];
  observations: ObservationPreview[];
  /** Changes of the patient's record, in words. */
  changes: string[];
  decisions: DecisionPreview[];
}

/**
 * Outcome of an observation:
 * - `counts`: it is a result, and decided;
 * - `withdraws`: it takes back the number that was sent before; with a `detail` it also becomes a dead letter;
 * - `refused`: it becomes a dead letter;
 * - `ignored`: it carries a configured code, but tells no new number;
 * - `unmapped`: it may be creatinine, and is not read: by its code, or by the type of its message;
 * - `other`: it is not creatinine.
 */
export type Outcome = 'counts' | 'withdraws' | 'refused' | 'ignored' | 'unmapped' | 'other';

export interface ObservationPreview {
  /** Place among the OBX of the message, 1 for the first. */
  place: number;
  code: string;
  system: string;
  name: string;
  unit: string;
  /** Time of the result as received; null if there is none. */
  time: string | null;
  isTimeAssumed: boolean;
  /** Codes or text of the specimen; empty if the message tells nothing about it. */
  specimen: string;
  status: string;
  outcome: Outcome;
  /** Set unless it `counts` or is `other`. */
  reason?: string;
  /** Set if it becomes a dead letter. */
  detail?: string;
  /** Set for `counts`. */
  umolPerL?: string;
}

/** A decision by the rule alone. */
export interface DecisionPreview {
  patient: string;
  /** Time of the result as received. */
  time: string;
  /** 1 for the first decision about the result. */
  revision: number;
  stage: number;
  /** 0: nobody is paged. */
  level: number;
  pages: boolean;
  /** The result was paged before at this level or above, so it is not paged again. */
  wasPaged: boolean;
  /** One sentence for a clinician. */
  sentence: string;
}
