import { randomUUID } from 'node:crypto';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { decisionRow, newPage, storedPatient } from '../store.spec-support';
import { alertsRepository } from './alerts.repository';
import { decisionsRepository } from './decisions.repository';
import { pagesRepository } from './pages.repository';
import { serviceLevelsRepository } from './service-levels.repository';

const SPAN = { since: '2026-03-01T00:00:00.000Z', until: '2026-03-01T12:00:00.000Z' };
const at = (time: string) => `2026-03-01T${time}.000Z`;

describe('service levels', () => {
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabase();
  });
  afterEach(() => fresh.drop());

  const page = (receivedAt: string, deliveredAt: string | null) => ({
    ...newPage(randomUUID()),
    receivedAt,
    decidedAt: receivedAt,
    deliveredAt,
  });

  it('count pages by their end, and in time up to the limit', async () => {
    const pages = [
      page(at('01:00:00'), at('01:00:03')),
      page(at('02:00:00'), at('02:00:04')),
      page(at('03:00:00'), null),
      page(at('04:00:00'), null),
      page(at('05:00:00'), null),
      page('2026-02-28T23:59:59.999Z', at('00:00:01')),
      page(SPAN.until, at('12:00:01')),
    ];
    await pagesRepository.insert(fresh.db, pages);
    await fresh.db.query('UPDATE pages SET refused_at = now() WHERE alert_id = $1', [pages[2]?.alertId]);
    await fresh.db.query(
      `UPDATE pages SET retracted_at = now(), retraction = 'withdrawn' WHERE alert_id = $1`,
      [pages[3]?.alertId],
    );
    expect(await serviceLevelsRepository.pages(fresh.db, SPAN, { limitS: 3 })).toEqual({
      ...{ pages: 5, inTime: 1, delivered: 2, refused: 1, retracted: 1, waiting: 1, withoutPage: 0 },
      ...{ p50S: 3.5, p99S: 3.99, longestS: 4 },
    });
  });

  it('find the longest wait of a result, whatever was decided again later', async () => {
    const { rows } = await storedPatient(fresh.db, randomUUID(), [{}, { order: 'L2' }]);
    const [first, second] = rows;
    if (!first || !second) throw new Error('no results');
    const later = decisionRow(first, { revision: 2, receivedAt: at('01:00:00'), decidedAt: at('11:00:00') });
    await decisionsRepository.insert(fresh.db, [
      decisionRow(first, { receivedAt: at('01:00:00'), decidedAt: at('01:00:01') }),
      decisionRow(second, { receivedAt: at('02:00:00'), decidedAt: at('02:09:00') }),
      { ...later, supersedes: decisionRow(first).id },
    ]);
    expect(await serviceLevelsRepository.decisions(fresh.db, SPAN)).toEqual({
      ...{ decisions: 3, longestStallS: 540, longestStallAt: '2026-03-01T02:00:00Z' },
    });
  });

  it('show the hours and the longest gap of each feed', async () => {
    const { rows } = await storedPatient(fresh.db, randomUUID(), [
      {},
      { order: 'L2' },
      { order: 'L3' },
      { order: 'L4' },
    ]);
    const received = [at('02:30:00'), at('02:40:00'), at('06:40:00'), at('10:00:00')];
    const feeds = ['lab', 'lab', 'lab', 'ward'];
    await decisionsRepository.insert(
      fresh.db,
      rows.map((row, index) => {
        const receivedAt = received[index] ?? '';
        return decisionRow(row, { feed: feeds[index] ?? '', receivedAt, decidedAt: receivedAt });
      }),
    );
    expect(await serviceLevelsRepository.feeds(fresh.db, SPAN)).toEqual([
      {
        feed: 'lab',
        results: 3,
        hours: 10,
        hoursWithResults: 2,
        longestGapS: 19_200,
        lastAt: '2026-03-01T06:40:00Z',
      },
      {
        feed: 'ward',
        results: 1,
        hours: 2,
        hoursWithResults: 1,
        longestGapS: 7_200,
        lastAt: '2026-03-01T10:00:00Z',
      },
    ]);
  });

  it('find an alert for which no page was recorded', async () => {
    const { patient, rows } = await storedPatient(fresh.db, randomUUID(), [{}]);
    const [row] = rows;
    if (!row) throw new Error('no result');
    const decision = decisionRow(row);
    await decisionsRepository.insert(fresh.db, [decision]);
    const alertId = randomUUID();
    await alertsRepository.insert(fresh.db, [
      { id: alertId, patientId: patient.id, decisionId: decision.id, record: {} },
    ]);
    const now = Date.now();
    const span = {
      since: new Date(now - 3_600_000).toISOString(),
      until: new Date(now + 3_600_000).toISOString(),
    };
    const withoutPage = async () =>
      (await serviceLevelsRepository.pages(fresh.db, span, { limitS: 3 })).withoutPage;
    expect(await withoutPage()).toBe(1);
    await pagesRepository.insert(fresh.db, [newPage(alertId)]);
    expect(await withoutPage()).toBe(0);
  });
});
