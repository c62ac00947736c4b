import { randomUUID } from 'node:crypto';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { decisionRow, newPage, storedPatient } from '../store.spec-support';
import { alertProgressRepository } from './alert-progress.repository';
import { alertsRepository } from './alerts.repository';
import { type DecisionRow } from './decision-row';
import { decisionsRepository } from './decisions.repository';
import { pagesRepository } from './pages.repository';
import { retractionsRepository } from './retractions.repository';

const claim = { owner: 'a', leaseMs: 60_000, limit: 100 };
const AT = '2024-01-20T22:51:01.000Z';

describe('retractions', () => {
  let fresh: FreshDatabase;
  let first: DecisionRow;
  let alertId: string;

  /** Records a later decision about the same result, as inference does. */
  const decide = async (revision: number, own: Partial<DecisionRow>) => {
    const { resultId, resultRevision, patientId, observedAt } = first;
    const next: DecisionRow = {
      ...{ ...first, resultId, resultRevision, patientId, observedAt, id: randomUUID(), revision },
      ...{ supersedes: previous, alerted: false, ...own },
    };
    previous = next.id;
    await fresh.db.transaction(async (tx) => {
      await decisionsRepository.insert(tx, [next]);
      await retractionsRepository.record(tx, [next]);
    });
    return next;
  };
  let previous: string;
  const recorded = () =>
    fresh.db.query<{ because: string }>('SELECT because FROM retractions WHERE alert_id = $1', [alertId]);
  const claimed = async () => {
    const pages = await pagesRepository.claimDue(fresh.db, claim);
    return pages.map(({ retraction, attempts }) => ({ retraction, attempts }));
  };
  const counts = () => pagesRepository.counts(fresh.db);

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  beforeEach(async () => {
    await fresh.db.query('DELETE FROM pages');
    const { patient, rows } = await storedPatient(fresh.db, randomUUID(), [{}]);
    const [row] = rows;
    if (!row) throw new Error('no result');
    first = decisionRow(row);
    previous = first.id;
    alertId = randomUUID();
    await decisionsRepository.insert(fresh.db, [first]);
    await alertsRepository.insert(fresh.db, [
      { id: alertId, patientId: patient.id, decisionId: first.id, record: {} },
    ]);
    await pagesRepository.insert(fresh.db, [newPage(alertId)]);
  });
  afterAll(() => fresh.drop());

  it('leave the page of an alert that stands', async () => {
    await decide(2, { level: 3, because: 'revised' });
    expect(await claimed()).toEqual([{ retraction: null, attempts: 1 }]);
    expect(await recorded()).toEqual([]);
  });

  it.each(['withdrawn', 'revised', 'history-changed', 'merged'] as const)(
    'close a page that is due after its result was %s',
    async (because) => {
      await decide(2, { level: 0, because });
      expect(await claimed()).toEqual([{ retraction: because, attempts: 0 }]);
      expect(await claimed()).toEqual([]);
      expect(await counts()).toMatchObject({ pending: 0, retracted: 1, delivered: 0 });
      expect(await pagesRepository.backlog(fresh.db)).toMatchObject({ pending: 0 });
      expect(await recorded()).toEqual([{ because }]);
    },
  );

  it('close a page between two attempts', async () => {
    await claimed();
    await pagesRepository.retryLater(fresh.db, alertId, { owner: 'a', delayMs: 0, error: 'timeout' });
    await decide(2, { level: 0, because: 'withdrawn' });
    expect(await claimed()).toEqual([{ retraction: 'withdrawn', attempts: 1 }]);
  });

  it('open the page again if its alert stands again', async () => {
    await decide(2, { level: 0, because: 'withdrawn' });
    await claimed();
    await decide(3, { level: 2, because: 'revised' });
    expect(await claimed()).toEqual([{ retraction: null, attempts: 1 }]);
    expect(await counts()).toMatchObject({ pending: 1, retracted: 0 });
  });

  it('are recorded once for each decision that takes the alert back', async () => {
    await decide(2, { level: 0, because: 'withdrawn' });
    await decide(3, { level: 0, because: 'history-changed' });
    await decide(4, { level: 1, because: 'revised' });
    await decide(5, { level: 0, because: 'merged' });
    expect((await recorded()).map(({ because }) => because).sort()).toEqual(['merged', 'withdrawn']);
  });

  it('are counted and shown if the page was delivered', async () => {
    const before = await retractionsRepository.countAfterDelivery(fresh.db);
    await pagesRepository.delivered(fresh.db, alertId, { at: AT });
    await decide(2, { level: 0, because: 'revised' });
    expect(await retractionsRepository.countAfterDelivery(fresh.db)).toBe(before + 1);
    expect(await alertProgressRepository.ofDecisions(fresh.db, [first.id])).toMatchObject([
      { page: { deliveredAt: expect.any(String) as string }, retraction: { because: 'revised' } },
    ]);
  });

  it('leave a page without a recorded alert', async () => {
    await fresh.db.query('DELETE FROM pages');
    await pagesRepository.insert(fresh.db, [newPage(randomUUID())]);
    expect(await claimed()).toEqual([{ retraction: null, attempts: 1 }]);
  });
});
