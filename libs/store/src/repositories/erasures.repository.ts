import { type Database } from '../database/database';
import { type Queryable } from '../database/queryable';

/** Number of rows by table. */
export type RowCounts = Readonly<Record<string, number>>;

/** The tombstone of an erased patient. */
export interface Erasure {
  id: string;
  /** ISO 8601. Whatever was sent or received until then is refused. */
  erasedAt: string;
  /** As given by who erased. */
  by: string;
  databaseUser: string;
  because: string;
  counts: RowCounts;
  /** SHA-256 over all removed rows. */
  proof: string;
}

/** A number of a patient, as a person reads it. */
export interface NumberOfPatient {
  authority: string;
  mrn: string;
  isSurvivor: boolean;
}

/** Long enough for a patient with more rows than any person has. */
const LIMITS = { statementTimeoutMs: 600_000, lockTimeoutMs: 5_000, idleInTransactionTimeoutMs: 30_000 };

const ERASURE = `id, erased_at AS "erasedAt", erased_by AS "by", database_user AS "databaseUser", because, counts, proof`;

const NUMBERS = `
  SELECT authority, mrn, id = $1 AS "isSurvivor" FROM patients
  WHERE id = $1 OR merged_into = $1
  ORDER BY id <> $1, authority, mrn`;

/** Erases patients and knows which were. Only the owner of the tables may erase; every service may ask. */
export const erasuresRepository = {
  /** Counts the rows that `erase` would remove. Undefined if nobody has the number. */
  async preview(db: Queryable, key: string): Promise<RowCounts | undefined> {
    const sql = `SELECT counts FROM erase_patient($1, '', '', true)`;
    return (await db.query<{ counts: RowCounts }>(sql, [key]))[0]?.counts;
  },

  /**
   * Removes every row about the patient who goes by this key, under all merged numbers, in one transaction, and records
   * that. Undefined if nobody has the number.
   */
  erase(
    db: Database,
    { key, by, because }: { key: string; by: string; because: string },
  ): Promise<Erasure | undefined> {
    return db.transaction(
      async (tx) => {
        const [done] = await tx.query<{ id: string }>('SELECT id FROM erase_patient($1, $2, $3, false)', [
          ...[key, by, because],
        ]);
        if (!done) return undefined;
        return (await tx.query<Erasure>(`SELECT ${ERASURE} FROM erasures WHERE id = $1`, [done.id]))[0];
      },
      { limits: LIMITS },
    );
  },

  /** Returns all numbers of a patient, the survivor's first. */
  numbersOf(db: Queryable, survivorId: string): Promise<NumberOfPatient[]> {
    return db.query<NumberOfPatient>(NUMBERS, [survivorId]);
  },

  /** Returns when the patients of these keys were erased last, by key, ISO 8601; others are left out. */
  erasedKeys(db: Queryable, keys: readonly string[]): Promise<Map<string, string>> {
    return ask(db, 'erased_keys', keys);
  },

  /** The same as `erasedKeys`; none of these patients is erased before the transaction ends. */
  holdErasedKeys(tx: Queryable, keys: readonly string[]): Promise<Map<string, string>> {
    return ask(tx, 'hold_erased_keys', keys);
  },

  /** Returns the erasures of patients with this number at any authority, the latest first. */
  withMrn(db: Queryable, mrn: string): Promise<Erasure[]> {
    return db.query<Erasure>(`SELECT ${ERASURE} FROM erasures_of_number($1) ORDER BY erased_at DESC`, [mrn]);
  },

  /** Returns all erasures from a time on, the earliest first. */
  since(db: Queryable, { sinceIso }: { sinceIso: string }): Promise<Erasure[]> {
    const sql = `SELECT ${ERASURE} FROM erasures WHERE erased_at >= $1 ORDER BY erased_at, id`;
    return db.query<Erasure>(sql, [sinceIso]);
  },
};

async function ask(
  db: Queryable,
  by: 'erased_keys' | 'hold_erased_keys',
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const sql = `SELECT key, erased_at AS "erasedAt" FROM ${by}($1)`;
  const rows = await db.query<{ key: string; erasedAt: string }>(sql, [[...new Set(keys)]]);
  return new Map(rows.map(({ key, erasedAt }) => [key, erasedAt]));
}
