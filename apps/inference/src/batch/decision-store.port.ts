import {
  type Decision,
  type KnownNumber,
  type PatientEvent,
  type PatientIdentity,
  type PatientNumber,
  type Result,
} from '@renwatch/decisions';
import { type AkiAlertRecord } from '@renwatch/events';
import { type Progress } from '@renwatch/store';

/** The database as the batch processor needs it. */
export interface DecisionStore {
  /** Runs `work` in one transaction; if it throws, rolls back and rethrows. */
  transaction<T>(work: (tx: DecisionTransaction) => Promise<T>): Promise<T>;
  /** Returns true for a fault that may pass (a lost connection, a lock, a full disk), false for a value that no column takes. */
  isRetriable(error: unknown): boolean;
  /** Returns true for a retriable fault by which the database may have ended work that took too long. */
  isTimeOut(error: unknown, tookMs: number): boolean;
  /** Reads and writes a little, as a batch of the partition would, and changes nothing. @throws errors of the store */
  probe(partition: number): Promise<void>;
}

export interface DecisionTransaction {
  /** Locks the partition's progress and returns it; a new partition begins at 0. */
  lockProgress(partition: number): Promise<Progress>;
  advanceProgress(partition: number, progress: Progress): Promise<void>;
  /** Returns when the patients of these keys were erased last, by key; ISO 8601. Call it before `numbers`. */
  erasedKeys(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Returns the numbers with their patients. New ones are created; all are locked until the transaction ends. */
  numbers(numbers: readonly PatientNumber[]): Promise<KnownNumber[]>;
  /** Returns which of these messages merged numbers, or tried to, before. */
  mergesRecorded(messageIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Returns the patients' results under any of their numbers, observed from `fromIso` on, by patient id. */
  results(
    ranges: readonly { patientId: string; fromIso: string }[],
  ): Promise<ReadonlyMap<string, readonly Result[]>>;
  /** @param traceparents of what follows from each message, by the message's id */
  save(changes: BatchChanges, traceparents: ReadonlyMap<string, string>): Promise<void>;
  /** Shows the database that the transaction is still at work: it ends one that is idle for long. */
  keepAlive(): Promise<void>;
}

/** Everything that a batch writes, apart from its progress. */
export interface BatchChanges {
  /** The patients whose demographics are not as stored. */
  readonly patients: readonly PatientIdentity[];
  /** In order; merges, results and revisions are saved from them. */
  readonly events: readonly PatientEvent[];
  readonly decisions: readonly Decision[];
  readonly alerts: readonly { record: AkiAlertRecord; patientId: string }[];
}
