import { type DecisionSubject } from '@renwatch/aki';
import { type AkiAlertRecord } from '@renwatch/events';
import { type Decision } from '../decision/decision';
import { type IntakeNumber } from '../intake/intake';
import { type TimelineResult } from '../timeline/timeline-result';

/** What the batch processor needs of a database; a fake serves the specs. */
export interface DecisionStore {
  /** Runs `work` in one transaction; rolls back and throws on when it throws. */
  transaction<T>(work: (tx: DecisionTransaction) => Promise<T>): Promise<T>;
  /** Whether the same may succeed later: a lost connection, a lock, a full disk; not a value no column takes. */
  isRetriable(error: unknown): boolean;
}

export interface DecisionTransaction {
  /** Locks the partition's progress and tells its next offset, 0 where the partition is new. */
  lockProgress(partition: number): Promise<bigint>;
  advanceProgress(partition: number, nextOffset: bigint): Promise<void>;
  /** Whose the numbers are, by key; the patients are made where they are new, and are this transaction's alone. */
  numbers(numbers: readonly IntakeNumber[]): Promise<ReadonlyMap<string, KnownNumber>>;
  /** Results of the patients, under whichever of their numbers, observed from `fromIso` on, by patient id: one query for the whole batch. */
  timelines(
    ranges: readonly { patientId: string; fromIso: string }[],
  ): Promise<ReadonlyMap<string, TimelineResult[]>>;
  save(changes: BatchChanges): Promise<void>;
}

export interface KnownNumber {
  /** Of the number itself: the results that come under it hang on it. */
  id: string;
  /** When the message was sent that merged it away; null where it is the patient's own. */
  mergedAt: string | null;
  patient: KnownPatient;
}

/** A patient as known, under the number that survived its merges. */
export interface KnownPatient extends IntakeNumber, DecisionSubject {
  id: string;
  demographicsAt: string | null;
}

/** Two patients turn out to be one. */
export interface PatientMerge {
  patientId: string;
  intoId: string;
  sentAt: string;
  messageId: string;
  feed: string;
  receivedAt: string;
}

export interface BatchChanges {
  /** Patients whose demographics changed. */
  patients: KnownPatient[];
  /** In the order in which they happened. */
  merges: PatientMerge[];
  /** The final state of each result that is new or changed, with the number it came under. */
  results: { patientId: string; result: TimelineResult }[];
  revisions: ResultRevision[];
  decisions: Decision[];
  alerts: { record: AkiAlertRecord; patientId: string }[];
}

export interface ResultRevision {
  resultId: string;
  revision: number;
  umolPerL: string | null;
  comparator: string;
  status: string;
  sentAt: string;
  messageId: string;
  observation: number;
  feed: string;
  receivedAt: string;
}
