import { type DecisionSubject } from '@renwatch/aki';
import { type AkiAlertRecord } from '@renwatch/events';
import { type Decision } from '../decision/decision';
import { type IntakePatient } from '../intake/intake';
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
  /** The patients by key, made where they are new, with what is known of them. */
  patients(identities: readonly PatientIdentity[]): Promise<ReadonlyMap<string, KnownPatient>>;
  /** Results observed from `fromIso` on, by patient id: one query for the whole batch. */
  timelines(
    ranges: readonly { patientId: string; fromIso: string }[],
  ): Promise<ReadonlyMap<string, TimelineResult[]>>;
  save(changes: BatchChanges): Promise<void>;
}

export type PatientIdentity = Pick<IntakePatient, 'key' | 'authority' | 'mrn'>;

export interface KnownPatient extends DecisionSubject {
  /** Where a patient was merged away, the survivor's. */
  id: string;
  demographicsAt: string | null;
}

export interface BatchChanges {
  /** Patients whose demographics changed. */
  patients: (PatientIdentity & KnownPatient)[];
  /** The final state of each result that is new or changed, with its patient. */
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
