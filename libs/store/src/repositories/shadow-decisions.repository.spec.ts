import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { decisionRow, storedPatient } from '../store.spec-support';
import { decisionsRepository } from './decisions.repository';
import { shadowDecisionsRepository } from './shadow-decisions.repository';

const SINCE = { sinceIso: '2024-01-01T00:00:00.000Z' };

describe('shadow decisions', () => {
  let fresh: FreshDatabase;

  beforeAll(async () => {
    fresh = await freshDatabase();
    const days = [1, 2, 3, 4];
    const { rows } = await storedPatient(
      fresh.db,
      '1',
      days.map((day) => ({ observedAt: `2024-01-0${day}T00:00:00.000Z` })),
    );
    const levels = [
      [1, 1],
      [0, 0],
      [1, 0],
      [0, 1],
    ] as const;
    const decisions = rows.map((row, i) =>
      decisionRow(row, { level: levels[i]?.[0] ?? 0, probability: 0.5 }),
    );
    await decisionsRepository.insert(fresh.db, decisions);
    await shadowDecisionsRepository.insert(
      fresh.db,
      decisions.map(({ id }, i) => ({
        ...{ decisionId: id, modelVersion: 'm2', modelSha256: 'cd', probability: 0.5 + i / 10 },
        ...{ inDomain: i !== 1, level: levels[i]?.[1] ?? 0, source: null },
      })),
    );
  });
  afterAll(() => fresh.drop());

  it('are compared with what was served', async () => {
    const [found, ...others] = await shadowDecisionsRepository.compare(fresh.db, SINCE);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      ...{ modelVersion: 'm2', modelSha256: 'cd', decisions: 4, sameLevel: 2, outsideDomain: 1 },
      ...{ alertsByBoth: 1, alertsByServedAlone: 1, alertsByShadowAlone: 1 },
    });
    expect(found?.meanProbabilityDifference).toBeCloseTo(0.15, 9);
    expect(found?.greatestProbabilityDifference).toBeCloseTo(0.3, 9);
  });

  it('are listed where only one of the two would have alerted', async () => {
    const found = await shadowDecisionsRepository.differences(fresh.db, { ...SINCE, limit: 10 });
    expect(found.map(({ servedLevel, shadowLevel }) => [servedLevel, shadowLevel]).sort()).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(found[0]).toMatchObject({ mrn: '1', servedProbability: 0.5, shadowVersion: 'm2' });
    expect(await shadowDecisionsRepository.differences(fresh.db, { ...SINCE, limit: 1 })).toHaveLength(1);
  });

  it('are never changed or removed', async () => {
    for (const sql of [
      'UPDATE shadow_decisions SET level = 0',
      'DELETE FROM shadow_decisions',
      'TRUNCATE shadow_decisions',
    ])
      await expect(fresh.db.query(sql)).rejects.toThrow('shadow_decisions is append-only');
  });
});
