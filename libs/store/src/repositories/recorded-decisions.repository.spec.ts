import { type Database } from '../database/database';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { patientsRepository } from './patients.repository';
import { resultsRepository, type ResultRow } from './results.repository';
import { decisionRow, storedPatient } from '../store.spec-support';
import { decisionsRepository } from './decisions.repository';
import { type GroundedDecision } from './recorded-decision';
import { lookBacksRepository } from './look-backs.repository';
import { type DecisionTime, recordedDecisionsRepository } from './recorded-decisions.repository';

const revisionOf = ({ id, umolPerL, comparator, status, sentAt }: ResultRow, revision = 1) => ({
  ...{ resultId: id, revision, umolPerL, comparator, status, sentAt },
  ...{ messageId: `m${revision}`, observation: 0, feed: 'ward', receivedAt: sentAt },
});

/** All decisions about a patient with their grounds, by time, then result, then revision. */
async function ofPatient(db: Database, survivorId: string) {
  const times: DecisionTime[] = [];
  const pages = recordedDecisionsRepository.timesOf(db, { survivorId, pageRows: 2 });
  for await (const page of pages) times.push(...page);
  const ids = times.map(({ id }) => id);
  const decisions = await recordedDecisionsRepository.withIds(db, ids);
  expect(decisions.map(({ id }) => id)).toEqual(ids);
  const grounds = await lookBacksRepository.of(db, ids);
  return decisions.map((decision) => ({ ...decision, grounds: grounds.get(decision.id) ?? [] }));
}

describe('recorded decisions', () => {
  let fresh: FreshDatabase;
  let first: ResultRow;
  let second: ResultRow;
  let survivorId: string;

  beforeAll(async () => {
    fresh = await freshDatabase();
    const { patient, rows } = await storedPatient(fresh.db, '1', [
      { observedAt: '2024-01-01T00:00:00.000Z', order: 'a', umolPerL: '80.5' },
      { observedAt: '2024-01-02T00:00:00.000Z', order: 'b', umolPerL: '170' },
    ]);
    [first, second] = rows as [ResultRow, ResultRow];
    survivorId = patient.id;
    await resultsRepository.appendRevisions(fresh.db, [
      revisionOf(first),
      revisionOf({ ...first, umolPerL: '160', comparator: '>', status: 'C' }, 2),
      revisionOf(second),
    ]);
    const about = (revision: number, historyRevision: number) =>
      decisionRow(second, {
        revision,
        history: [first.id],
        historyRevisions: [historyRevision],
        decidedAt: `2024-01-03T00:00:0${revision}.000Z`,
      });
    await decisionsRepository.insert(fresh.db, [about(1, 1), about(2, 2), about(3, 2)]);
  });
  afterAll(() => fresh.drop());

  it('keep the values and bounds they were made from', async () => {
    const found = await ofPatient(fresh.db, survivorId);
    expect(
      found.map(({ revision, comparator, umolPerL, grounds }) => [
        ...[revision, comparator, umolPerL],
        ...[grounds[0]?.comparator, grounds[0]?.umolPerL],
      ]),
    ).toEqual([
      [1, '', '170', '', '80.5'],
      [2, '', '170', '>', '160'],
      [3, '', '170', '>', '160'],
    ]);
    expect(Date.parse(found[0]?.grounds[0]?.observedAt ?? '')).toBe(Date.parse(first.observedAt));
    expect(found[0]).toMatchObject({
      mrn: '1',
      birthDate: '1950-01-01',
      sex: 'F',
      ruleSha256: 'cd',
      policySha256: 'ef',
    });
  });

  it('include earlier alert levels and whether the result is the last', async () => {
    const { rows } = await storedPatient(fresh.db, '3', [
      { observedAt: '2024-01-01T00:00:00.000Z', order: 'a', umolPerL: '170' },
      { observedAt: '2024-01-02T00:00:00.000Z', order: 'b', umolPerL: '170' },
    ]);
    const [earlier, last] = rows as [ResultRow, ResultRow];
    await resultsRepository.appendRevisions(
      fresh.db,
      rows.map((row) => revisionOf(row)),
    );
    const decidedAt = '2024-01-02T12:00:00.000Z';
    await decisionsRepository.insert(fresh.db, [
      decisionRow(earlier, { level: 1, alerted: true, decidedAt }),
      decisionRow(earlier, { revision: 2, level: 3, alerted: false, decidedAt }),
      decisionRow(earlier, { revision: 3, level: 2, alerted: true, decidedAt }),
      decisionRow(last, { decidedAt }),
    ]);
    const found = await ofPatient(fresh.db, earlier.patientId);
    expect(found.map(({ revision, alertedBefore, isLast }) => [revision, alertedBefore, isLast])).toEqual([
      [1, 0, false],
      [2, 1, false],
      [3, 1, false],
      [1, 0, true],
    ]);
  });

  it('come in order of decision over several pages', async () => {
    const since = async (sinceIso: string) => {
      const found: GroundedDecision[] = [];
      const pages = recordedDecisionsRepository.since(fresh.db, { sinceIso, pageRows: 2, maxGrounds: 1 });
      for await (const page of pages) {
        expect(page).toHaveLength(1);
        found.push(...page);
      }
      expect(found.every(({ grounds, groundCount }) => grounds.length === groundCount)).toBe(true);
      return found.map(({ revision }) => revision);
    };
    expect(await since('2024-01-03T00:00:00.000Z')).toEqual([1, 2, 3]);
    expect(await since('2024-01-03T00:00:02.500Z')).toEqual([3]);
  });

  it('are found by the number alone, of every authority that gave it', async () => {
    await patientsRepository.ensure(fresh.db, [{ key: 'X|1', authority: 'X', mrn: '1' }]);
    const found = await patientsRepository.withMrn(fresh.db, '1');
    expect(found.map(({ authority }) => authority)).toEqual(['H', 'X']);
  });
});
