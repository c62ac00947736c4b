import { type Database } from '../database/database';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { type Transaction } from '../database/transaction';
import { resultsRepository } from './results.repository';
import { CREATININE, storedPatient } from '../store.spec-support';
import { mergesRepository, type MergeRow } from './merges.repository';
import { PatientsMovedError } from './patients-moved.error';
import { patientsRepository } from './patients.repository';

const number = (mrn: string) => ({ key: `H|${mrn}`, authority: 'H', mrn });
const FIRST = '2024-01-01T00:00:00.000Z';
const LATER = '2024-01-02T00:00:00.000Z';

describe('merged patients', () => {
  let fresh: FreshDatabase;
  let db: Database;
  let names = 0;

  /** Stored patients of new numbers. */
  const people = async (count: number) => {
    const found = [];
    for (let i = 0; i < count; i += 1) found.push((await storedPatient(db, `m${(names += 1)}`)).patient);
    return found;
  };
  const mergeRow = (patientId: string, intoId: string, sentAt = FIRST): MergeRow => ({
    ...{ patientId, intoId, sentAt, messageId: `${patientId}-${sentAt}`, feed: 'ward', receivedAt: sentAt },
    isApplied: true,
  });
  const merge = (from: { id: string }, into: { id: string }, sentAt?: string) =>
    mergesRepository.apply(db, [mergeRow(from.id, into.id, sentAt)]);
  const survivorOf = async ({ key }: { key: string }) => (await patientsRepository.find(db, [key])).get(key);
  /** A transaction that holds its locks until it is told to end. */
  const holding = async (mrns: string[]) => {
    let end: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (end = resolve));
    let locked: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (locked = resolve));
    const done = db.transaction(async (tx) => {
      await patientsRepository.lock(tx, mrns.map(number));
      locked();
      await held;
      return tx;
    });
    await started;
    return { done, end };
  };
  const waiters = async () => {
    const [row] = await db.query<{ count: bigint }>(
      `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return Number(row?.count);
  };
  const untilWaiting = async (count: number) => {
    while ((await waiters()) < count) await new Promise((resolve) => setImmediate(resolve));
  };

  beforeAll(async () => {
    fresh = await freshDatabase();
    db = fresh.db;
  });
  afterAll(() => fresh.drop());

  it('lead to the one that stays, also those merged into them before', async () => {
    const [a, b, c] = await people(3);
    if (!a || !b || !c) throw new Error('no patients');
    await merge(a, b);
    await merge(b, c, LATER);
    expect(await survivorOf(a)).toMatchObject({
      survivorId: c.id,
      survivorMrn: c.mrn,
      mergedAt: FIRST,
      mergedReceivedAt: FIRST,
      isNew: false,
    });
    expect(await survivorOf(b)).toMatchObject({ survivorId: c.id, mergedAt: LATER });
    expect(await survivorOf(c)).toMatchObject({ survivorId: c.id, mergedInto: null, mergedAt: null });
  });

  it('turn round where a later merge says so', async () => {
    const [a, b, c] = await people(3);
    if (!a || !b || !c) throw new Error('no patients');
    await merge(c, b);
    await merge(a, b);
    await merge(b, a, LATER);
    expect(await survivorOf(a)).toMatchObject({ survivorId: a.id, mergedInto: null, mergedAt: null });
    expect(await survivorOf(b)).toMatchObject({ survivorId: a.id, mergedAt: LATER });
    expect(await survivorOf(c)).toMatchObject({ survivorId: a.id });
  });

  it('have their results in one timeline', async () => {
    const { patient: a } = await storedPatient(db, 't1', [{ observedAt: FIRST }]);
    const { patient: b } = await storedPatient(db, 't2', [{ observedAt: LATER }]);
    await merge(a, b);
    const found = await resultsRepository.timeline(db, [{ patientId: b.id, fromIso: FIRST }], {
      analyte: CREATININE,
    });
    expect(found.map(({ observedAt, patientId }) => [observedAt, patientId])).toEqual([
      [FIRST, b.id],
      [LATER, b.id],
    ]);
  });

  it('are recorded once, and never changed or removed', async () => {
    const [a, b] = await people(2);
    if (!a || !b) throw new Error('no patients');
    await merge(a, b);
    await merge(a, b);
    const rows = await db.query('SELECT 1 FROM merges WHERE patient_id = $1', [a.id]);
    expect(rows).toHaveLength(1);
    for (const sql of ['UPDATE merges SET feed = $1', 'DELETE FROM merges WHERE feed <> $1']) {
      await expect(db.query(sql, ['x'])).rejects.toThrow('merges is append-only');
    }
    await expect(db.query('TRUNCATE merges')).rejects.toThrow('merges is append-only');
  });

  it('are only recorded if not applied, and found by message', async () => {
    const [a, b] = await people(2);
    if (!a || !b) throw new Error('no patients');
    await mergesRepository.apply(db, [{ ...mergeRow(a.id, b.id), messageId: 'late', isApplied: false }]);
    expect(await survivorOf(a)).toMatchObject({ survivorId: a.id });
    expect(await mergesRepository.recorded(db, ['late', 'never'])).toEqual(new Set(['late']));
    expect(await mergesRepository.recorded(db, [])).toEqual(new Set());
  });

  it('are one transaction’s alone, under whichever number another asks for them', async () => {
    const [a, b] = await people(2);
    if (!a || !b) throw new Error('no patients');
    await merge(a, b);
    const first = await holding([b.mrn]);
    const second = holding([a.mrn]);
    await untilWaiting(1);
    first.end();
    await first.done;
    const { done, end } = await second;
    end();
    await done;
  });

  it('never deadlock two transactions, in any order of their patients', async () => {
    const [a, b, c] = await people(3);
    if (!a || !b || !c) throw new Error('no patients');
    await merge(c, a);
    const rounds = Array.from({ length: 20 }, (_, i) =>
      db.transaction((tx: Transaction) =>
        patientsRepository.lock(tx, (i % 2 ? [a.mrn, b.mrn] : [b.mrn, c.mrn]).map(number)),
      ),
    );
    await expect(Promise.all(rounds)).resolves.toHaveLength(20);
  });

  it('restart a transaction whose patients were merged meanwhile', async () => {
    const [a, b] = await people(2);
    if (!a || !b) throw new Error('no patients');
    const merging = db.transaction(async (tx) => {
      await patientsRepository.lock(tx, [number(a.mrn), number(b.mrn)]);
      const late = db.transaction((other) => patientsRepository.lock(other, [number(a.mrn)]));
      const outcome = late.then(
        () => undefined,
        (error: unknown) => error,
      );
      await untilWaiting(1);
      await mergesRepository.apply(tx, [mergeRow(a.id, b.id)]);
      return { outcome };
    });
    const error = await (await merging).outcome;
    expect(error).toBeInstanceOf(PatientsMovedError);
    expect(error).toMatchObject({ retriable: true });
  });

  it('that another transaction makes at the same moment make it begin again', async () => {
    const making = db.transaction(async (tx) => {
      await patientsRepository.lock(tx, [number('made-twice')]);
      const late = db.transaction((other) => patientsRepository.lock(other, [number('made-twice')]));
      const outcome = late.then(
        () => undefined,
        (error: unknown) => error,
      );
      await untilWaiting(1);
      return { outcome };
    });
    expect(await (await making).outcome).toBeInstanceOf(PatientsMovedError);
  });

  it('keep what is known of them exactly as it is saved', async () => {
    const [a] = await people(1);
    if (!a) throw new Error('no patient');
    const known = {
      ...{ id: a.id, birthDate: '1950-01-01', sex: 'F' as const, demographicsAt: LATER },
      ...{ deletedDemographics: ['sex' as const], isDeceased: true, deceasedStatedAt: FIRST },
    };
    await patientsRepository.saveDemographics(db, [{ ...known, birthDate: '2016-06' }]);
    expect(await survivorOf(a)).toMatchObject({ ...known, birthDate: '2016-06' });
    await patientsRepository.saveDemographics(db, [known]);
    await patientsRepository.saveDemographics(db, [{ ...known, birthDate: null, demographicsAt: null }]);
    expect(await survivorOf(a)).toMatchObject({ birthDate: null, sex: 'F', demographicsAt: null });
  });
});
