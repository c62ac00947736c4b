import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { decisionRow, storedPatient } from '../store.spec-support';
import { decisionsRepository } from './decisions.repository';
import { historySpansRepository, type HistorySpanRow } from './history-spans.repository';
import { lookBacksRepository } from './look-backs.repository';
import { resultsRepository } from './results.repository';

const day = (n: number) => `2024-01-0${n}T00:00:00.000Z`;

/** A patient with results of three days, whose first was corrected to 60. */
async function given({ db }: FreshDatabase, mrn: string) {
  const { patient, rows } = await storedPatient(
    db,
    mrn,
    [1, 2, 3].map((n) => ({ observedAt: day(n), order: `o${n}`, umolPerL: `${80 + n}` })),
  );
  const revisions = rows.map(({ id, umolPerL, comparator, status, sentAt }, i) => ({
    ...{ resultId: id, revision: 1, umolPerL, comparator, status, sentAt },
    ...{ messageId: `m${i}`, observation: 0, feed: 'ward', receivedAt: sentAt },
  }));
  await resultsRepository.appendRevisions(db, revisions);
  const [first] = revisions;
  if (!first) throw new Error('no result');
  await resultsRepository.appendRevisions(db, [{ ...first, revision: 2, umolPerL: '60' }]);
  const span = (n: number, own: Partial<HistorySpanRow> = {}): HistorySpanRow => ({
    ...{ patientId: patient.id, resultId: rows[n - 1]?.id ?? '', revision: 1 },
    ...{ observedAt: day(n), since: 1, until: null, ...own },
  });
  return { patientId: patient.id, rows, span };
}

describe('spans of a history', () => {
  let fresh: FreshDatabase;

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.drop());

  it('return the open ones from a time on, and the last moment', async () => {
    const { patientId, span } = await given(fresh, '1');
    await historySpansRepository.add(fresh.db, [span(1), span(2), span(3, { since: 2 })]);
    await historySpansRepository.end(fresh.db, [span(2, { until: 5 })]);
    const other = (await storedPatient(fresh.db, '1b')).patient.id;
    const found = await historySpansRepository.open(fresh.db, [
      { patientId, fromIso: day(2) },
      { patientId: other, fromIso: day(1) },
    ]);
    const { patientId: _patientId, until: _until, ...third } = span(3, { since: 2 });
    expect(found).toEqual(
      expect.arrayContaining([
        { patientId, lastMoment: 5, open: [third] },
        { patientId: other, lastMoment: 0, open: [] },
      ]),
    );
  });

  it('give a decision the results that counted at its moment', async () => {
    const { rows, span } = await given(fresh, '2');
    const [first, second, third] = rows;
    if (!first || !second || !third) throw new Error('no results');
    await historySpansRepository.add(fresh.db, [
      span(1, { until: 2 }),
      span(1, { revision: 2, since: 2 }),
      span(2, { until: 3 }),
    ]);
    const lookBackAt = async (moment: number, from: string) => {
      const row = decisionRow(third, { revision: moment, lookBackFrom: from, lookBackMoment: moment });
      await decisionsRepository.insert(fresh.db, [{ ...row, lookBackCount: 2 }]);
      const found = (await lookBacksRepository.of(fresh.db, [row.id])).get(row.id);
      return found?.map(({ id, umolPerL }) => [rows.findIndex((result) => result.id === id), umolPerL]);
    };

    expect(await lookBackAt(1, day(1))).toEqual([
      [0, '81'],
      [1, '82'],
    ]);
    expect(await lookBackAt(2, day(1))).toEqual([
      [0, '60'],
      [1, '82'],
    ]);
    expect(await lookBackAt(3, day(1))).toEqual([[0, '60']]);
    expect(await lookBackAt(4, day(2))).toEqual([]);
  });

  it('give a decision of an earlier version the list that it recorded', async () => {
    const { rows } = await given(fresh, '3');
    const [first, second, third] = rows;
    if (!first || !second || !third) throw new Error('no results');
    const row = decisionRow(third, { history: [second.id, first.id], historyRevisions: [1, 2] });
    await decisionsRepository.insert(fresh.db, [row]);
    const found = (await lookBacksRepository.of(fresh.db, [row.id])).get(row.id);
    expect(found).toEqual([
      { id: second.id, revision: 1, observedAt: day(2), umolPerL: '82', comparator: '' },
      { id: first.id, revision: 2, observedAt: day(1), umolPerL: '60', comparator: '' },
    ]);
  });

  it('may end once, and are never changed or removed otherwise', async () => {
    const { patientId, span } = await given(fresh, '4');
    await historySpansRepository.add(fresh.db, [span(1), span(2, { until: 2 })]);
    for (const sql of [
      `UPDATE history_spans SET observed_at = now() WHERE patient_id = '${patientId}'`,
      `UPDATE history_spans SET until = 9, revision = 2 WHERE patient_id = '${patientId}' AND until IS NULL`,
      `UPDATE history_spans SET until = 9 WHERE patient_id = '${patientId}'`,
      `DELETE FROM history_spans WHERE patient_id = '${patientId}'`,
      'TRUNCATE history_spans',
    ])
      await expect(fresh.db.query(sql)).rejects.toThrow('history_spans is append-only');
    await historySpansRepository.end(fresh.db, [span(1, { until: 2 })]);
  });
});
