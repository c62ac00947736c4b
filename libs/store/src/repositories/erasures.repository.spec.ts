import fc from 'fast-check';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { everyRow, fillPatient, mergeInto, type FilledPatient } from '../patient-rows.spec-support';
import { newPage } from '../store.spec-support';
import { erasuresRepository } from './erasures.repository';
import { pagesRepository } from './pages.repository';
import { patientsRepository } from './patients.repository';

const WHO = { by: 'records@bench', because: 'the patient asked for it' };
const UNKNOWN_ALERT = '00000000-0000-4000-8000-000000000001';
const times = (count: number) =>
  Array.from({ length: count }, (_time, day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString());

/**
 * Tables that hold nothing about a patient, with their columns of text: a new one must be looked at. Codes and names of
 * seen_by_feed are those of tests, and details of erasures are hashes and counts.
 */
const WITHOUT_PATIENTS: Readonly<Record<string, readonly string[]>> = {
  console_audit: ['action', 'database_user', 'role', 'user_name'],
  console_sessions: ['token_hash'],
  console_users: ['created_by', 'name', 'password', 'role'],
  erased_numbers: ['key_hash', 'mrn_hash'],
  erasure_salt: ['salt'],
  erasures: ['because', 'counts', 'database_user', 'erased_by', 'proof'],
  imports: ['kind', 'sha256'],
  progress: ['topic', 'trail'],
  schema_migrations: ['checksum', 'name', 'oldest_program'],
  seen_by_feed: ['code', 'feed', 'kind', 'name', 'reason', 'system', 'unit'],
  topic_clusters: ['cluster_id', 'topic'],
};

const TEXT_COLUMNS = `
  SELECT c.table_name AS "table",
    coalesce(array_agg(c.column_name::text ORDER BY c.column_name::text)
      FILTER (WHERE c.data_type IN ('text', 'jsonb', 'json', 'bytea', 'character varying', 'ARRAY')), '{}') AS columns
  FROM information_schema.columns c
  JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
  GROUP BY c.table_name`;

describe('erasure', () => {
  let fresh: FreshDatabase;
  let next = 0;
  /** A number that is part of no other text. */
  const newMrn = () => `MRN${(next += 1)}N${String(730_000_000 + next * 7919)}`;
  const fill = (results: number) => fillPatient(fresh.db, { mrn: newMrn(), times: times(results) });
  const erase = ({ key }: Pick<FilledPatient, 'key'>) => erasuresRepository.erase(fresh.db, { key, ...WHO });

  /** Texts that would name these patients, or the rows made from their numbers. */
  const tracesOf = (patients: readonly FilledPatient[]) =>
    patients.flatMap(({ mrn, ids }) => [
      ...[mrn, Buffer.from(mrn).toString('hex'), Buffer.from(mrn).toString('base64').slice(0, 12)],
      ...ids,
    ]);
  const traced = (rows: Map<string, string[]>, patients: readonly FilledPatient[]) => {
    const traces = tracesOf(patients);
    return [...rows].flatMap(([table, texts]) =>
      texts.filter((text) => traces.some((trace) => text.includes(trace))).map(() => table),
    );
  };

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.drop());

  it('knows every table, and every column of text in those without patients', async () => {
    const tables = await fresh.db.query<{ table: string; columns: string[] }>(TEXT_COLUMNS);
    const erased = await fresh.db.query<{ name: string }>('SELECT DISTINCT name FROM removable_rows()');
    const names = new Set(erased.map(({ name }) => name));
    const others = tables.filter(({ table }) => !names.has(table));
    // A table about patients needs a line in removable_rows(), by CREATE OR REPLACE in its migration.
    expect(Object.fromEntries(others.map(({ table, columns }) => [table, columns]))).toEqual(
      WITHOUT_PATIENTS,
    );
  });

  it('fills every table about patients in these specs', async () => {
    await mergeInto(fresh.db, await fill(1), await fill(1));
    const rows = await everyRow(fresh.db);
    const names = await fresh.db.query<{ name: string }>('SELECT DISTINCT name FROM removable_rows()');
    const empty = names.filter(({ name }) => (rows.get(name)?.length ?? 0) === 0);
    expect(empty).toEqual([]);
  });

  it('leaves no trace of a patient, and other rows as they were', async () => {
    const hospital = fc.array(fc.record({ results: fc.nat(4), mergesWithNext: fc.boolean() }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(hospital, fc.nat(), async (shapes, choice) => {
        const patients: FilledPatient[] = [];
        for (const { results } of shapes) patients.push(await fill(results));
        // Each set of merged numbers: neighbours joined one after another, into the later or into the earlier one.
        const sets: FilledPatient[][] = [];
        for (const [i, patient] of patients.entries()) {
          const joined = i > 0 && shapes[i - 1]?.mergesWithNext === true ? sets.at(-1) : undefined;
          if (!joined) sets.push([patient]);
          else {
            await mergeInto(fresh.db, joined.at(-1) ?? patient, patient);
            joined.push(patient);
          }
        }
        const person = sets[choice % sets.length] ?? [];
        const named = person[choice % person.length];
        const before = await everyRow(fresh.db);
        const erasure = named && (await erase(named));
        const after = await everyRow(fresh.db);
        expect(traced(after, person)).toEqual([]);
        const traces = tracesOf(person);
        for (const [table, texts] of before) {
          if (table === 'erasures' || table === 'erased_numbers') continue;
          const others = texts.filter((text) => !traces.some((trace) => text.includes(trace)));
          expect([table, after.get(table)]).toEqual([table, others]);
          expect([table, erasure?.counts[table] ?? 0]).toEqual([table, texts.length - others.length]);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('counts without changing anything, and finds nobody under an unknown number', async () => {
    const patient = await fill(3);
    const before = await everyRow(fresh.db);
    const counted = await erasuresRepository.preview(fresh.db, patient.key);
    expect(counted).toMatchObject({ patients: 1, results: 3, decisions: 6, alerts: 3, pages: 3, merges: 0 });
    expect(await everyRow(fresh.db)).toEqual(before);
    expect((await erase(patient))?.counts).toEqual(counted);
    expect(await erasuresRepository.preview(fresh.db, patient.key)).toBeUndefined();
    expect(await erase(patient)).toBeUndefined();
  });

  it('leaves a tombstone that recognises every number and names none', async () => {
    const [old, current] = [await fill(1), await fill(1)];
    await mergeInto(fresh.db, old, current);
    const numbers = await erasuresRepository.numbersOf(fresh.db, current.id);
    expect(numbers.map(({ mrn, isSurvivor }) => [mrn, isSurvivor])).toEqual([
      [current.mrn, true],
      [old.mrn, false],
    ]);
    const erasure = await erase(old);
    expect(erasure).toMatchObject({ ...WHO, databaseUser: expect.any(String) as string });
    expect(erasure?.proof).toMatch(/^[0-9a-f]{64}$/);
    const keys = await erasuresRepository.erasedKeys(fresh.db, [old.key, current.key, `X|${old.mrn}`]);
    expect([...keys.keys()].sort()).toEqual([current.key, old.key].sort());
    expect([...keys.values()]).toEqual([erasure?.erasedAt, erasure?.erasedAt]);
    expect(await erasuresRepository.holdErasedKeys(fresh.db, [old.key, current.key])).toEqual(keys);
    expect(await erasuresRepository.withMrn(fresh.db, old.mrn)).toEqual([erasure]);
    expect(await erasuresRepository.withMrn(fresh.db, newMrn())).toEqual([]);
    const since = await erasuresRepository.since(fresh.db, {
      sinceIso: erasure?.erasedAt.slice(0, 19) ?? '',
    });
    expect(since.at(-1)).toEqual(erasure);
  });

  it('gives equal proofs for equal rows only', async () => {
    const patient = await fill(2);
    const undo = new Error('undo');
    const proofOf = async (change?: string) => {
      let proof: string | undefined;
      const erased = fresh.db.transaction(async (tx) => {
        if (change !== undefined) await tx.query(change, [patient.id]);
        const sql = `SELECT proof FROM erase_patient($1, 'a', 'b', false)`;
        proof = (await tx.query<{ proof: string }>(sql, [patient.key]))[0]?.proof;
        throw undo;
      });
      await expect(erased).rejects.toBe(undo);
      return proof;
    };
    const proof = await proofOf();
    expect(await proofOf()).toBe(proof);
    const change = 'UPDATE results SET umol_per_l = umol_per_l + 0.0001 WHERE patient_id = $1';
    expect(await proofOf(change)).not.toBe(proof);
  });

  it("removes pages of unrecorded alerts, unless another hospital's patient has the number", async () => {
    const patient = await fill(1);
    const page = newPage(UNKNOWN_ALERT, { mrn: patient.mrn });
    await pagesRepository.insert(fresh.db, [page]);
    const other = { key: `OTHER|${patient.mrn}`, authority: 'OTHER', mrn: patient.mrn };
    await patientsRepository.ensure(fresh.db, [other]);
    expect((await erase(patient))?.counts['pages']).toBe(1);
    expect((await erase(other))?.counts['pages']).toBe(1);
    expect(await pagesRepository.reopen(fresh.db, UNKNOWN_ALERT)).toBe('unknown');
  });

  it.each(['decisions', 'result_revisions', 'merges', 'shadow_decisions', 'erasures', 'erased_numbers'])(
    'lets nothing else remove or change rows of %s',
    async (table) => {
      await mergeInto(fresh.db, await fill(1), await fill(1));
      await erase(await fill(0));
      const refused = { message: expect.stringContaining('append-only') as string };
      await expect(fresh.db.query(`DELETE FROM ${table}`)).rejects.toMatchObject(refused);
      await expect(fresh.db.query(`TRUNCATE ${table} CASCADE`)).rejects.toMatchObject(refused);
      const [column] = await fresh.db.query<{ name: string }>(
        `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1`,
        [table],
      );
      await expect(
        fresh.db.query(`UPDATE ${table} SET ${column?.name} = ${column?.name}`),
      ).rejects.toMatchObject(refused);
    },
  );

  it('lets rows go only while it runs, not later in its transaction', async () => {
    const patient = await fill(1);
    await fill(1);
    const later = fresh.db.transaction(async (tx) => {
      await tx.query(`SELECT id FROM erase_patient($1, 'a', 'b', false)`, [patient.key]);
      await tx.query('DELETE FROM shadow_decisions');
    });
    await expect(later).rejects.toThrow('append-only');
  });

  it('waits for a message in progress, and removes its rows too', async () => {
    const patient = await fill(1);
    const number = { key: patient.key, authority: 'H', mrn: patient.mrn };
    let erasing: ReturnType<typeof erase> | undefined;
    await fresh.db.transaction(async (tx) => {
      await patientsRepository.lock(tx, [number]);
      erasing = erase(patient);
      await waitingForLock(fresh);
      await tx.query(`UPDATE patients SET sex = 'M' WHERE id = $1`, [patient.id]);
      await tx.query(
        `INSERT INTO results (id, patient_id, analyte, observed_local, observed_at, origin, revision, sent_at)
         VALUES (gen_random_uuid(), $1, 'creatinine', '2024', now(), 'feed', 1, now())`,
        [patient.id],
      );
    });
    expect((await erasing)?.counts).toMatchObject({ patients: 1, results: 2 });
  });

  it('follows a merge that was under way', async () => {
    const [patient, other] = [await fill(1), await fill(1)];
    const numbers = [patient, other].map(({ key, mrn }) => ({ key, authority: 'H', mrn }));
    let erasing: ReturnType<typeof erase> | undefined;
    await fresh.db.transaction(async (tx) => {
      await patientsRepository.lock(tx, numbers);
      erasing = erase(patient);
      await waitingForLock(fresh);
      await tx.query('UPDATE patients SET merged_into = $2 WHERE id = $1', [patient.id, other.id]);
    });
    expect((await erasing)?.counts).toMatchObject({ patients: 2, results: 2 });
    expect(traced(await everyRow(fresh.db), [patient, other])).toEqual([]);
  });
});

/** Resolves when some session of this database waits for a lock. */
async function waitingForLock({ db }: FreshDatabase): Promise<void> {
  for (;;) {
    const waiting = await db.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waiting.length > 0) return;
  }
}
