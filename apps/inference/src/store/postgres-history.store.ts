import { patientKey } from '@renwatch/intake';
import { parseTimestamp } from '@renwatch/hl7';
import {
  identity,
  importsRepository,
  patientsRepository,
  resultsRepository,
  type Database,
  type ResultRow,
  type StoredPatient,
  type Transaction,
} from '@renwatch/store';
import { type HistoryFileFacts, type HistoryRow } from '../history/history.file';
import { type HistoryStore } from '../history/history.importer';
import { CREATININE } from './result.rows';

export interface PostgresHistoryStoreOptions {
  db: Database;
  /** Of the file's MRNs. */
  authority: string;
  /** IANA, of the file's times. */
  timezone: string;
  now: () => Date;
}

const HISTORY = 'history';

/**
 * Imports on PostgreSQL, each in one transaction: an interrupted one leaves nothing, and who decides meanwhile sees
 * none of it.
 */
export class PostgresHistoryStore implements HistoryStore {
  constructor(private readonly options: PostgresHistoryStoreOptions) {}

  async isComplete(sha256: string): Promise<boolean> {
    return (await importsRepository.state(this.options.db, sha256)) === 'complete';
  }

  /** Whether a history, whichever, was imported whole. */
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

  private async save(tx: Transaction, rows: readonly HistoryRow[]): Promise<void> {
    const { authority, now } = this.options;
    const patients = rows.map(({ mrn, sex }) => ({
      key: patientKey(authority, mrn),
      authority,
      mrn: mrn.trim(),
      sex,
    }));
    const stored = await patientsRepository.upsert(tx, patients);
    const results = rows.flatMap((row, i) => this.resultsOf(row, stored.get(patients[i]?.key ?? '')));
    const inserted = new Set(
      await resultsRepository.insert(tx, [...new Map(results.map((one) => [one.id, one])).values()]),
    );
    const receivedAt = now().toISOString();
    await resultsRepository.appendRevisions(
      tx,
      results
        .filter((one) => inserted.delete(one.id))
        .map(({ id, revision, umolPerL, comparator, status, sentAt }) => ({
          ...{ resultId: id, revision, umolPerL, comparator, status, sentAt },
          ...{ messageId: null, observation: null, feed: HISTORY, receivedAt },
        })),
    );
  }

  private resultsOf(row: HistoryRow, patient: StoredPatient | undefined): ResultRow[] {
    if (!patient) throw new TypeError('a patient of the history was not stored');
    return row.results.map(({ local, umolPerL, comparator = '' }) => {
      const time = parseTimestamp(local, { timezone: this.options.timezone });
      if (!time) throw new TypeError('a time of the history was checked and is none');
      const place = { order: '', observedAt: time.instant, subId: '' };
      return {
        id: identity.resultId({ patientId: patient.id, analyte: CREATININE, ...place, umolPerL }),
        patientId: patient.id,
        analyte: CREATININE,
        order: '',
        subId: '',
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
