import { type Queryable } from '../database/queryable';

export type ImportState = 'absent' | 'started' | 'complete';

/** Key of the advisory lock held while importing; the same in every version. */
const IMPORT_LOCK = 7_236_450_002;

/** Which files were imported, by the SHA-256 of their bytes. */
export const importsRepository = {
  async state(db: Queryable, sha256: string): Promise<ImportState> {
    const sql = 'SELECT completed_at IS NOT NULL AS complete FROM imports WHERE sha256 = $1';
    const [row] = await db.query<{ complete: boolean }>(sql, [sha256]);
    if (!row) return 'absent';
    return row.complete ? 'complete' : 'started';
  },

  async hasComplete(db: Queryable, kind: string): Promise<boolean> {
    const sql = 'SELECT 1 FROM imports WHERE kind = $1 AND completed_at IS NOT NULL LIMIT 1';
    return (await db.query(sql, [kind])).length > 0;
  },

  /** Waits until no other replica imports, as long as the transaction's lock time-out; held until the transaction ends. */
  async importLock(tx: Queryable): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
  },

  async begin(tx: Queryable, { sha256, kind }: { sha256: string; kind: string }): Promise<void> {
    const sql = 'INSERT INTO imports (sha256, kind) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING';
    await tx.query(sql, [sha256, kind]);
  },

  async finish(
    tx: Queryable,
    { sha256, patients, results }: { sha256: string; patients: number; results: number },
  ): Promise<void> {
    const sql = 'UPDATE imports SET completed_at = now(), patients = $2, results = $3 WHERE sha256 = $1';
    await tx.query(sql, [sha256, patients, results]);
  },

  /** Updates the planner's statistics: after so many new rows they are wrong and decisions would be slow. */
  async analyze(db: Queryable): Promise<void> {
    await db.query('ANALYZE patients');
    await db.query('ANALYZE results');
    await db.query('ANALYZE result_revisions');
  },
};
