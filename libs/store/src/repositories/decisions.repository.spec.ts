import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { decisionRow, storedPatient } from '../store.spec-support';
import { decisionsRepository, type LatestDecision } from './decisions.repository';

describe('decisions', () => {
  let fresh: FreshDatabase;

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.drop());

  it('returns the newest decision of each result over several pages', async () => {
    const times = ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05'];
    const { patient, rows } = await storedPatient(
      fresh.db,
      '1',
      times.map((day) => ({ observedAt: `${day}T00:00:00.000Z` })),
    );
    const history = rows.map((row) => row.id);
    const firsts = rows.map((row) => decisionRow(row, { history }));
    const bare = {
      features: null,
      probability: null,
      inDomain: null,
      baselineUmolPerL: null,
      flag: 'low',
      source: null,
    };
    const seconds = rows.map((row, i) =>
      decisionRow(row, { ...bare, revision: 2, supersedes: firsts[i]?.id ?? null }),
    );
    await decisionsRepository.insert(fresh.db, firsts);
    await decisionsRepository.insert(fresh.db, seconds.slice(1));
    const found: LatestDecision[] = [];
    for await (const decision of decisionsRepository.latestForAll(fresh.db, { pageRows: 2 }))
      found.push(decision);
    const expected = [firsts[0], ...seconds.slice(1)].map((decision) =>
      expect.objectContaining({ ...decision, mrn: '1' }),
    );
    expect(found).toHaveLength(5);
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(found[0]).toMatchObject({
      authority: 'H',
      observedLocal: '202401202243',
      order: 'L1',
      umolPerL: '81.2456',
    });
    expect(found.every((decision) => decision.patientId === patient.id)).toBe(true);
    expect(await decisionsRepository.count(fresh.db)).toBe(9);
  });

  it('are never changed, removed or recorded twice', async () => {
    const { rows } = await storedPatient(fresh.db, '2', [{}]);
    const [row] = rows;
    if (!row) throw new Error('no result');
    await decisionsRepository.insert(fresh.db, [decisionRow(row)]);
    const again = decisionsRepository.insert(fresh.db, [decisionRow(row)]);
    await expect(again).rejects.toMatchObject({ sqlState: '23505', retriable: false });
    for (const sql of [
      'UPDATE decisions SET level = 0',
      'DELETE FROM decisions',
      'TRUNCATE decisions CASCADE',
    ]) {
      await expect(fresh.db.query(sql)).rejects.toThrow('decisions is append-only');
    }
  });
});
