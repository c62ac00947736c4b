import { type Database, consoleAuditRepository, type Queryable } from '@renwatch/store';
import { type Person } from '../http/console-request';

/** An answer with the patients that it shows. */
export interface Shown<T> {
  answer: T;
  patientIds: readonly string[];
}

/** Reads what a screen shows, and records who saw whom in the same transaction: without a trace there is no data. */
export class AuditedReader {
  constructor(private readonly db: Database) {}

  read<T>(
    { userName, role }: Person,
    action: string,
    work: (tx: Queryable) => Promise<Shown<T>>,
  ): Promise<T> {
    return this.db.transaction(async (tx) => {
      const { answer, patientIds } = await work(tx);
      await consoleAuditRepository.record(tx, { userName, role, action, patientIds });
      return answer;
    });
  }
}
