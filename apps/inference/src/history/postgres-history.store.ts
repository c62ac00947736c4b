import { patientKey } from '@renwatch/intake';
import { parseTimestamp } from '@renwatch/hl7';
import {
  erasuresRepository,
  identity,
  importsRepository,
  patientsRepository,
  resultsRepository,
  type Database,
  type ResultRow,
  type StoredPatient,
  type Transaction,
} from '@renwatch/store';
import { CREATININE } from '../store/result.rows';
import { type HistoryFileFacts, type HistoryRow } from './history.file';
import { type HistoryStore } from './history.importer';

export interface PostgresHistoryStoreOptions {
  db: Database;
  /** Assigning authority of MRNs for which the file gives none. */
  authority: string;
  /** IANA name; times of the file without a zone are local to it. */
  timezone: string;
  now: () => Date;
  /** Called with the number of results left out because their patients were erased since. */
  onErased: (results: number) => void;
}

const HISTORY = 'history';

/** Log message for `onErased`. */
export const LEFT_OUT = 'results of the history left out: their patients were erased';

/**
 * Keeps imported histories in PostgreSQL. Each import is one transaction: if interrupted it leaves nothing, and decisions
 * made meanwhile see none of it.
 */
export class PostgresHistoryStore implements HistoryStore {
  constructor(private readonly options: PostgresHistoryStoreOptions) {}

  async isComplete(sha256: string): Promise<boolean> {
    return (await importsRepository.state(this.options.db, sha256)) === 'complete';
  }

  /** Returns true once any history was imported completely. */
  hasHistory(): Promise<boolean> {
    return importsRepository.hasComplete(this.options.db, HISTORY);
  }

  async importing(
    facts: HistoryFileFacts,
    work: (save: (rows: readonly HistoryRow[]) => Promise<void>) => Promise<void>,
  ): Promise<boolean> {
    const { db } = this.options;
    const imported = await db.transaction(async (tx) => {
      await importsRepository.importLock(tx);
      if ((await importsRepository.state(tx, facts.sha256)) === 'complete') return false;
      await importsRepository.begin(tx, { sha256: facts.sha256, kind: HISTORY });
      await work((rows) => this.save(tx, rows));
      await importsRepository.finish(tx, facts);
      return true;
    });
    if (imported) await importsRepository.analyze(db);
    return imported;
  }

  private async save(tx: Transaction, given: readonly HistoryRow[]): Promise<void> {
    const { now } = this.options;
    const rows = await this.withoutErased(tx, given);
    const patients = rows.map(({ mrn, sex, authority = this.options.authority }) => ({
      key: patientKey(authority, mrn),
      authority,
      mrn: mrn.trim(),
      sex,
    }));
    const stored = await patientsRepository.ensure(tx, patients);
    const results = rows.flatMap((row, i) => this.resultsOf(row, stored.get(patients[i]?.key ?? '')));
    const inserted = new Set(
      await resultsRepository.insert(tx, [...new Map(results.map((result) => [result.id, result])).values()]),
    );
    const receivedAt = now().toISOString();
    await resultsRepository.appendRevisions(
      tx,
      results
        .filter(({ id }) => inserted.delete(id))
        .map(({ id, revision, umolPerL, comparator, status, sentAt }) => ({
          ...{ resultId: id, revision, umolPerL, comparator, status, sentAt },
          ...{ messageId: null, observation: null, feed: HISTORY, receivedAt },
        })),
    );
  }

  /** A file is older than its import: it must not bring back patients who were erased meanwhile. */
  private async withoutErased(tx: Transaction, rows: readonly HistoryRow[]): Promise<HistoryRow[]> {
    const keyOf = ({ mrn, authority = this.options.authority }: HistoryRow) => patientKey(authority, mrn);
    const erased = await erasuresRepository.holdErasedKeys(tx, rows.map(keyOf));
    const left = rows.filter((row) => erased.has(keyOf(row)));
    if (left.length > 0) this.options.onErased(left.reduce((sum, { results }) => sum + results.length, 0));
    return rows.filter((row) => !left.includes(row));
  }

  private resultsOf(row: HistoryRow, patient: StoredPatient | undefined): ResultRow[] {
    if (!patient) throw new TypeError('a patient of the history was not stored');
    return row.results.map(({ local, offset = '', umolPerL, comparator = '' }) => {
      const time = parseTimestamp(`${local}${offset}`, { timezone: this.options.timezone });
      if (!time) throw new TypeError('history timestamp passed validation but failed to parse');
      const place = { order: '', observedAt: time.instant, subId: '' };
      return {
        id: identity.resultId({ patientId: patient.id, analyte: CREATININE, ...place, umolPerL }),
        patientId: patient.id,
        analyte: CREATININE,
        ...{ order: '', placer: '', specimen: '', code: '', service: '', subId: '', correctedFrom: '' },
        observedLocal: local,
        observedAt: time.instant,
        origin: HISTORY,
        revision: 1,
        umolPerL,
        comparator,
        status: '',
        sentAt: time.instant,
      };
    });
  }
}
