import fc from 'fast-check';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { everyRow, fillPatient, mergeInto, type FilledPatient } from '../patient-rows.spec-support';
import { patientsRepository } from './patients.repository';
import { type RetainedRows } from './retention.repository';
import { LEAST_DAYS, retainRows } from './retain-rows';

const NOW = new Date('2026-01-01T00:00:00Z');
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS).toISOString();

describe('retention', () => {
  let fresh: FreshDatabase;
  let next = 0;
  const fill = (...ages: number[]) =>
    fillPatient(fresh.db, { mrn: `R${(next += 1)}`, times: ages.map((age) => daysAgo(age)) });
  const retain = (rows: RetainedRows, days: number, own: { isTrial?: boolean; sliceRows?: number } = {}) =>
    retainRows(fresh.db, { rows, days, now: NOW, ...own });
  /** Returns the number of decisions about each result; null if it was removed. */
  const left = async ({ results }: FilledPatient) => {
    const rows = await fresh.db.query<{ id: string; decisions: number }>(
      `SELECT r.id, (SELECT count(*) FROM decisions d WHERE d.result_id = r.id)::integer AS decisions FROM results r`,
    );
    const known = new Map(rows.map(({ id, decisions }) => [id, decisions]));
    return results.map(({ id }) => known.get(id) ?? null);
  };

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  beforeEach(async () => {
    // As the owner: nothing else empties these tables.
    await fresh.db.query(
      `SELECT remove_rows(array(SELECT id FROM results), array(SELECT id FROM results), array(SELECT id FROM patients), false)`,
    );
  });
  afterAll(() => fresh.drop());

  it.each(Object.entries(LEAST_DAYS))('refuses an age that %s are needed for', async (rows, days) => {
    await expect(retain(rows as RetainedRows, days - 1)).rejects.toThrow(RangeError);
    await expect(retain(rows as RetainedRows, Number.NaN)).rejects.toThrow(RangeError);
    expect(await retain(rows as RetainedRows, days)).toEqual({});
  });

  it('removes old results, and keeps what decisions look back on', async () => {
    // The second is looked back on by the third; the first by the second alone, whose decisions are removed.
    const patient = await fill(1_500, 1_100, 900, 10);
    expect(await retain('decisions', 1_000)).toMatchObject({ decisions: 4, results: 1, alerts: 2, pages: 2 });
    expect(await left(patient)).toEqual([null, 0, 2, 2]);
    expect(await retain('decisions', 1_000)).toEqual({});
  });

  it("keeps a patient's newest result that counts, however old", async () => {
    const alone = await fill(4_000);
    const withdrawn = await fill(4_000, 3_000);
    await fresh.db.query(`UPDATE results SET status = 'W' WHERE id = $1`, [withdrawn.results[1]?.id]);
    expect(await retain('decisions', 1_000)).toEqual({});
    expect([await left(alone), await left(withdrawn)]).toEqual([[2], [2, 2]]);
  });

  it('keeps an old result that was corrected or decided lately', async () => {
    const patient = await fill(4_000, 3_000, 2_000, 10);
    await fresh.db.query('UPDATE results SET sent_at = $2 WHERE id = $1', [
      patient.results[0]?.id,
      daysAgo(5),
    ]);
    await retain('decisions', 1_000);
    expect(await left(patient)).toEqual([2, null, null, 2]);
  });

  it('takes results of merged numbers as those of one patient', async () => {
    const [old, current] = [await fill(2_000), await fill(10)];
    await mergeInto(fresh.db, old, current);
    await retain('decisions', 1_000);
    expect([await left(old), await left(current)]).toEqual([[null], [2]]);
  });

  it('leaves each decision its grounds, in slices of any size', async () => {
    const ages = fc.uniqueArray(fc.integer({ min: 1, max: 3_000 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(ages, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 731, max: 2_000 }),
        fc.integer({ min: 1, max: 5 }),
        async (shapes, days, sliceRows) => {
          const patients: FilledPatient[] = [];
          for (const shape of shapes) patients.push(await fill(...shape.sort((a, b) => b - a)));
          const counted = await retain('decisions', days, { isTrial: true, sliceRows: 500 });
          expect(await retain('decisions', days, { sliceRows })).toEqual(counted);
          expect(await retain('decisions', days)).toEqual({});
          for (const [i, patient] of patients.entries()) {
            const age = shapes[i] ?? [];
            const decisions = await left(patient);
            const isKept = age.map((ofResult, place) => ofResult <= days || place === age.length - 1);
            const expected = age.map((ofResult, place) => {
              if (isKept[place]) return 2;
              const isGround = age.some(
                (later, n) => isKept[n] && later < ofResult && ofResult - later <= 366,
              );
              return isGround ? 0 : null;
            });
            expect([age, decisions]).toEqual([age, expected]);
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  it('removes patients of whom nothing was heard, and no others', async () => {
    const [silent, merged, seen, admitted] = [
      await fill(4_000, 3_000),
      await fill(3_500),
      await fill(4_000, 10),
      await fill(4_000),
    ];
    await mergeInto(fresh.db, merged, silent);
    await fresh.db.query(`UPDATE patients SET created_at = $1, merged_at = NULL, merged_received_at = NULL`, [
      daysAgo(4_000),
    ]);
    await fresh.db.query('UPDATE patients SET demographics_at = $2 WHERE id = $1', [
      admitted.id,
      daysAgo(20),
    ]);
    const before = await everyRow(fresh.db);
    const counts = await retain('patients', 2_000, { isTrial: true, sliceRows: 1 });
    expect(counts).toMatchObject({ patients: 2, results: 3, merges: 1 });
    expect(await everyRow(fresh.db)).toEqual(before);
    expect(await retain('patients', 2_000, { sliceRows: 1 })).toEqual(counts);
    const known = await fresh.db.query<{ id: string }>('SELECT id FROM patients');
    expect(known.map(({ id }) => id).sort()).toEqual([seen.id, admitted.id].sort());
    expect(await left(seen)).toEqual([2, 2]);
  });

  it('removes pages that ended long ago, and none that is owed', async () => {
    const patient = await fill(4_000, 200, 10);
    const [, owed] = await fresh.db.query<{ id: string }>(
      'SELECT alert_id AS id FROM pages ORDER BY delivered_at',
    );
    await fresh.db.query('UPDATE pages SET delivered_at = NULL WHERE alert_id = $1', [owed?.id]);
    expect(await retain('pages', 100, { isTrial: true })).toEqual({ pages: 1 });
    expect(await retain('pages', 100)).toEqual({ pages: 1 });
    expect(await fresh.db.query('SELECT 1 FROM pages')).toHaveLength(2);
    expect(await left(patient)).toEqual([2, 2, 2]);
  });

  it('leaves a patient whom a batch works on to the next run', async () => {
    const [busy, other] = [await fill(2_000, 10), await fill(2_000, 10)];
    await fresh.db.transaction(async (tx) => {
      await patientsRepository.lock(tx, [{ key: busy.key, authority: 'H', mrn: busy.mrn }]);
      expect(await retain('decisions', 1_000)).toMatchObject({ results: 1 });
    });
    expect([await left(busy), await left(other)]).toEqual([
      [2, 2],
      [null, 2],
    ]);
    expect(await retain('decisions', 1_000)).toMatchObject({ results: 1 });
  });
});
