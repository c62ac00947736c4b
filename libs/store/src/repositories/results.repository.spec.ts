import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { decisionsRepository } from './decisions.repository';
import { CREATININE, decisionRow, storedPatient } from '../store.spec-support';
import { TooManyResultsError } from './too-many-results.error';
import { resultsRepository, type ResultRevisionRow, type ResultRow } from './results.repository';

const revision = (result: ResultRow, own: Partial<ResultRevisionRow> = {}): ResultRevisionRow => ({
  resultId: result.id,
  revision: 1,
  umolPerL: result.umolPerL,
  comparator: result.comparator,
  status: result.status,
  sentAt: result.sentAt,
  messageId: 'm1',
  observation: 0,
  feed: 'ward',
  receivedAt: '2024-01-20T22:51:00.000Z',
  ...own,
});

describe('results', () => {
  let fresh: FreshDatabase;
  let mrn = 0;
  const timeline = (patientId: string, fromIso: string) =>
    resultsRepository.timeline(fresh.db, [{ patientId, fromIso }], { analyte: CREATININE });

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  beforeEach(() => (mrn += 1));
  afterAll(() => fresh.drop());

  it('return exact, in order, with sources and newest decision', async () => {
    const { patient, rows } = await storedPatient(fresh.db, String(mrn), [
      { observedAt: '2024-01-20T22:43:00.000Z', umolPerL: '81.2456' },
      { observedAt: '2023-01-20T22:43:00.000Z', umolPerL: '120.50' },
      { observedAt: '2023-01-20T22:42:59.999Z', umolPerL: '70' },
      { observedAt: '2024-01-20T22:43:00.000Z', umolPerL: '4.2', analyte: 'potassium' },
    ]);
    const [current, earlier] = rows as [ResultRow, ResultRow];
    await resultsRepository.appendRevisions(fresh.db, [
      revision(current),
      revision(current, { revision: 2, messageId: 'm2', observation: 3 }),
      revision(earlier, { messageId: null, observation: null }),
    ]);
    const first = decisionRow(current);
    const second = decisionRow(current, { revision: 2, supersedes: first.id, level: 2, stage: 3 });
    await decisionsRepository.insert(fresh.db, [first, second]);
    expect(await timeline(patient.id, '2023-01-20T22:43:00.000Z')).toEqual([
      { ...earlier, sources: [], decision: null },
      {
        ...current,
        sources: ['m1:0', 'm2:3'],
        decision: { id: second.id, revision: 2, resultRevision: 1, level: 2, stage: 3, alertedLevel: 2 },
      },
    ]);
  });

  it('belong to the survivor after a merge', async () => {
    const merged = await storedPatient(fresh.db, `${mrn}-old`, [{ umolPerL: '60' }]);
    const { patient, rows } = await storedPatient(fresh.db, String(mrn), [{ umolPerL: '90' }]);
    await fresh.db.query('UPDATE patients SET merged_into = $1 WHERE id = $2', [
      patient.id,
      merged.patient.id,
    ]);
    const found = await timeline(patient.id, '2000-01-01T00:00:00Z');
    expect(found.map((result) => result.id).sort()).toEqual([merged.rows[0]?.id, rows[0]?.id].sort());
    expect(found.map((result) => result.patientId)).toEqual([patient.id, patient.id]);
  });

  it('keep patient and sub-id, and take a new revision, numbers and time', async () => {
    const { patient, rows } = await storedPatient(fresh.db, String(mrn), [{ origin: 'history' }]);
    const corrected = {
      ...(rows[0] as ResultRow),
      origin: 'feed' as const,
      revision: 2,
      umolPerL: null,
      status: 'D',
      ...{ order: 'L2', placer: 'P2', specimen: 'S2', code: 'C2', service: 'V2' },
      ...{ observedLocal: '202401202250', observedAt: '2024-01-20T22:50:00.000Z', correctedFrom: '2024' },
    };
    await resultsRepository.save(fresh.db, [{ ...corrected, subId: 'other' }]);
    const [stored] = await timeline(patient.id, '2000-01-01T00:00:00Z');
    expect(stored).toMatchObject({ ...corrected, subId: rows[0]?.subId });
  });

  it('are unchanged when inserted again, and only new ids return', async () => {
    const { patient, rows } = await storedPatient(fresh.db, String(mrn), [{ umolPerL: '90' }]);
    const known = rows[0] as ResultRow;
    const fresher = { ...known, id: patient.id };
    expect(await resultsRepository.insert(fresh.db, [{ ...known, umolPerL: '1' }, fresher])).toEqual([
      patient.id,
    ]);
    const found = await timeline(patient.id, '2000-01-01T00:00:00Z');
    expect(found.map((result) => result.umolPerL)).toEqual(['90', '90']);
  });

  it('refuse the same revision twice, and a change of what was recorded', async () => {
    const { rows } = await storedPatient(fresh.db, String(mrn), [{}]);
    const again = revision(rows[0] as ResultRow);
    await resultsRepository.appendRevisions(fresh.db, [again]);
    await expect(resultsRepository.appendRevisions(fresh.db, [again])).rejects.toMatchObject({
      sqlState: '23505',
    });
    for (const sql of ['UPDATE result_revisions SET status = $$X$$', 'DELETE FROM result_revisions']) {
      await expect(fresh.db.query(sql)).rejects.toThrow('result_revisions is append-only');
    }
  });

  it('are refused if they are more than may be read together', async () => {
    const days = ['2024-01-01', '2024-01-02', '2024-01-03'];
    const { patient } = await storedPatient(
      fresh.db,
      String(mrn),
      days.map((day) => ({ observedAt: `${day}T00:00:00.000Z` })),
    );
    const read = (fromIso: string) =>
      resultsRepository.timeline(fresh.db, [{ patientId: patient.id, fromIso }], {
        analyte: CREATININE,
        maxResults: 2,
      });
    expect(await read('2024-01-02T00:00:00Z')).toHaveLength(2);
    await expect(read('2024-01-01T00:00:00Z')).rejects.toThrow(TooManyResultsError);
  });

  it('are read by index alone on a database without statistics', async () => {
    const { patient } = await storedPatient(fresh.db, String(mrn), [{}]);
    await fresh.db.query(
      `INSERT INTO results (id, patient_id, analyte, order_number, observed_local, observed_at, origin, revision, sent_at)
       SELECT gen_random_uuid(), $1, $2, n::text, '2024', now() - n * interval '1 hour', 'feed', 1, now()
       FROM generate_series(1, 20000) n`,
      [patient.id, CREATININE],
    );
    // A connection of its own: what a session has scanned is counted on until it is reported.
    const [read] = await fresh.open().transaction(async (tx) => {
      await resultsRepository.timeline(tx, [{ patientId: patient.id, fromIso: new Date().toISOString() }], {
        analyte: CREATININE,
      });
      return tx.query(
        `SELECT seq_scan, idx_scan > 0 AS "byIndex" FROM pg_stat_xact_user_tables WHERE relname = 'results'`,
      );
    });
    expect(read).toEqual({ seq_scan: 0n, byIndex: true });
  });
});
