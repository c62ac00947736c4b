import { HL7_MESSAGES } from '@renwatch/events';
import {
  alertsRepository,
  decisionsRepository,
  erasuresRepository,
  historySpansRepository,
  isRetriable,
  isTimeOut,
  mergesRepository,
  PatientsMovedError,
  patientsRepository,
  progressRepository,
  resultsRepository,
  retractionsRepository,
  NIL_ID,
  shadowDecisionsRepository,
  type Database,
  type MergeRow,
  type Progress,
  type StoredPatient,
  type StoredResult,
  TooManyResultsError,
  type Transaction,
} from '@renwatch/store';
import {
  historiesToRead,
  historyChanges,
  isRecordedMerge,
  type DeathReport,
  type Decision,
  type HistoryChanges,
  type KnownNumber,
  type MergeMoment,
  type PatientEvent,
  type PatientNumber,
  type Result,
} from '@renwatch/decisions';
import {
  type BatchChanges,
  type DecisionStore,
  type DecisionTransaction,
} from '../batch/decision-store.port';
import { PoisonMessageError } from '../intake/poison-message.error';
import { decisionRow, shadowRows, spanRow, storedHistories, type DecisionVersions } from './decision.rows';
import { CREATININE, resultOf, resultRows, revisionRows } from './result.rows';

/** Keeps decisions and all they rest on in PostgreSQL. */
export class PostgresDecisionStore implements DecisionStore {
  constructor(
    private readonly db: Database,
    private readonly versions: DecisionVersions,
  ) {}

  transaction<T>(work: (tx: DecisionTransaction) => Promise<T>): Promise<T> {
    return this.db.transaction((tx) => work(new PostgresDecisionTransaction(tx, this.versions)));
  }

  isRetriable(error: unknown): boolean {
    return isRetriable(error);
  }

  isTimeOut(error: unknown, tookMs: number): boolean {
    return isTimeOut(error, tookMs);
  }

  async probe(partition: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      await progressRepository.rewrite(tx, HL7_MESSAGES, partition);
      await resultsRepository.timeline(tx, [{ patientId: NIL_ID, fromIso: PROBED_FROM }], {
        analyte: CREATININE,
      });
    });
  }
}

const PROBED_FROM = '2000-01-01T00:00:00Z';

/** Results in memory for one transaction: a patient has 3,000 within 365 days before and after another. */
const MAX_RESULTS_READ = 30_000;

class PostgresDecisionTransaction implements DecisionTransaction {
  private erased: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly tx: Transaction,
    private readonly versions: DecisionVersions,
  ) {}

  async lockProgress(partition: number): Promise<Progress> {
    const locked = await progressRepository.lock(this.tx, HL7_MESSAGES, partition);
    if (locked !== undefined) return locked;
    await progressRepository.ensure(this.tx, [{ topic: HL7_MESSAGES, partition, nextOffset: 0n }]);
    const created = await progressRepository.lock(this.tx, HL7_MESSAGES, partition);
    return created ?? { nextOffset: 0n, trail: [] };
  }

  advanceProgress(partition: number, progress: Progress): Promise<void> {
    return progressRepository.advance(this.tx, { topic: HL7_MESSAGES, partition, ...progress });
  }

  async erasedKeys(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    this.erased = await erasuresRepository.erasedKeys(this.tx, keys);
    return this.erased;
  }

  /** @throws PatientsMovedError also if a patient was erased between `erasedKeys` and the lock */
  async numbers(numbers: readonly PatientNumber[]): Promise<KnownNumber[]> {
    const stored = await patientsRepository.lock(this.tx, numbers);
    const erased = await erasuresRepository.erasedKeys(this.tx, [...stored.keys()]);
    if ([...erased].some(([key, at]) => this.erased.get(key) !== at)) throw new PatientsMovedError();
    return [...stored.values()].map(knownNumber);
  }

  mergesRecorded(messageIds: readonly string[]): Promise<ReadonlySet<string>> {
    return mergesRepository.recorded(this.tx, messageIds);
  }

  async results(
    ranges: readonly { patientId: string; fromIso: string }[],
  ): Promise<ReadonlyMap<string, readonly Result[]>> {
    const results = new Map<string, Result[]>();
    for (const stored of await this.timeline(ranges)) {
      const ofPatient = results.get(stored.patientId) ?? [];
      ofPatient.push(resultOf(stored));
      results.set(stored.patientId, ofPatient);
    }
    return results;
  }

  private async timeline(ranges: readonly { patientId: string; fromIso: string }[]): Promise<StoredResult[]> {
    const limits = { analyte: CREATININE, maxResults: MAX_RESULTS_READ };
    try {
      return await resultsRepository.timeline(this.tx, ranges, limits);
    } catch (error) {
      if (!(error instanceof TooManyResultsError)) throw error;
      throw new PoisonMessageError('too-many-results', `the patient has ${error.message}`, { cause: error });
    }
  }

  async keepAlive(): Promise<void> {
    await this.tx.query('SELECT 1');
  }

  async save(
    { patients, events, decisions, alerts }: BatchChanges,
    traceparents: ReadonlyMap<string, string>,
  ): Promise<void> {
    await patientsRepository.saveDemographics(
      this.tx,
      patients.map(({ deleted: deletedDemographics, death, ...patient }) => ({
        ...{ ...patient, deletedDemographics },
        isDeceased: death?.isDeceased ?? null,
        deceasedStatedAt: death?.at ?? null,
      })),
    );
    await mergesRepository.apply(this.tx, mergeRows(events));
    await resultsRepository.save(this.tx, resultRows(events));
    await resultsRepository.appendRevisions(this.tx, revisionRows(events));
    const { moments } = await this.saveHistories(decisions);
    const rows = decisions.map((decision) => ({
      ...decisionRow(decision, this.versions, moments.get(decision.id)),
      traceparent: traceparents.get(decision.messageId) ?? null,
    }));
    await decisionsRepository.insert(this.tx, rows);
    await shadowDecisionsRepository.insert(this.tx, shadowRows(decisions));
    await alertsRepository.insert(
      this.tx,
      alerts.map(({ record, patientId }) => ({
        id: record.id,
        patientId,
        decisionId: record.decisionId,
        record,
      })),
    );
    await retractionsRepository.record(this.tx, rows);
  }

  /** Makes the stored histories hold what the decisions looked back on. */
  private async saveHistories(decisions: readonly Decision[]): Promise<HistoryChanges> {
    const ranges = [...historiesToRead(decisions)].map(([patientId, fromMs]) => {
      return { patientId, fromIso: new Date(fromMs).toISOString() };
    });
    const stored = storedHistories(await historySpansRepository.open(this.tx, ranges));
    const changes = historyChanges(decisions, stored);
    await historySpansRepository.end(this.tx, changes.ended.map(spanRow));
    await historySpansRepository.add(this.tx, changes.added.map(spanRow));
    return changes;
  }
}

function knownNumber(stored: StoredPatient): KnownNumber {
  const { id, key, isNew, survivorId, survivorKey, survivorAuthority, survivorMrn } = stored;
  const { birthDate, sex, demographicsAt, deletedDemographics: deleted } = stored;
  const identity = { id: survivorId, key: survivorKey, authority: survivorAuthority, mrn: survivorMrn };
  const demographics = { birthDate, sex, demographicsAt, deleted, death: deathOf(stored) };
  return { id, key, isNew, merged: mergedOf(stored), patient: { ...identity, ...demographics } };
}

function deathOf({ isDeceased, deceasedStatedAt: at }: StoredPatient): DeathReport | null {
  return isDeceased === null || at === null ? null : { isDeceased, at };
}

/** Rows of earlier versions have the time of sending only. */
function mergedOf({ mergedAt, mergedReceivedAt, mergedMessageId }: StoredPatient): MergeMoment | null {
  if (mergedAt === null) return null;
  return { sentAt: mergedAt, receivedAt: mergedReceivedAt ?? mergedAt, messageId: mergedMessageId ?? '' };
}

/** In the order in which they happened. */
function mergeRows(events: readonly PatientEvent[]): MergeRow[] {
  return events.filter(isRecordedMerge).map(({ type, patientId, intoId, message }) => {
    const { sentAt, messageId, feed, receivedAt } = message;
    return { patientId, intoId, sentAt, messageId, feed, receivedAt, isApplied: type !== 'MergeIgnored' };
  });
}
