import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { identity } from '../identity';
import { alertsRepository } from '../repositories/alerts.repository';
import { decisionsRepository } from '../repositories/decisions.repository';
import { mergesRepository } from '../repositories/merges.repository';
import { pagesRepository } from '../repositories/pages.repository';
import { decisionRow, newPage, storedPatient } from '../store.spec-support';
import { openAlertsRepository, type OpenAlertRow } from './open-alerts.repository';
import { patientPageRepository } from './patient-page.repository';

const DAYS = 7;
const DAY_MS = 86_400_000;
const LATEST = '2024-01-20T22:43:00.000Z';
const before = (days: number) => new Date(Date.parse(LATEST) - days * DAY_MS).toISOString();

describe('openAlertsRepository', () => {
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabase();
  });
  afterEach(() => fresh.drop());

  const list = (limit = 50) => openAlertsRepository.list(fresh.db, { days: DAYS, limit });

  /** Stores a patient with results of these days before the latest; the alert is about the first. */
  async function raise(mrn: string, level: number, days: readonly number[] = [0]) {
    const { patient, rows } = await storedPatient(
      fresh.db,
      mrn,
      days.map((ago, i) => ({ order: `${mrn}-${i}`, observedAt: before(ago), umolPerL: String(200 + i) })),
    );
    const [row] = rows;
    if (!row) throw new TypeError('give a day');
    const decision = decisionRow(row, { level, stage: level });
    await decisionsRepository.insert(fresh.db, [decision]);
    const id = identity.alertId({ patientKey: patient.key, resultId: row.id, level, source: 'rule' });
    await alertsRepository.insert(fresh.db, [
      { id, patientId: patient.id, decisionId: decision.id, record: {} },
    ]);
    return { patient, row, decision, id };
  }

  it('lists the highest level first, then the newest, in parts without gaps', async () => {
    const raised = [];
    for (const level of [1, 3, 2, 3, 1]) raised.push(await raise(`9000${raised.length}`, level));
    const whole = (await list()).map(({ mrn }) => mrn);
    expect(whole).toEqual(['90003', '90001', '90002', '90004', '90000']);
    const parts: OpenAlertRow[] = [];
    for (;;) {
      const part = await openAlertsRepository.list(fresh.db, { days: DAYS, limit: 2, after: parts.at(-1) });
      parts.push(...part);
      if (part.length < 2) break;
    }
    expect(parts.map(({ mrn }) => mrn)).toEqual(whole);
  });

  it('leaves out an alert that a newer decision took back', async () => {
    const { row, decision } = await raise('90001', 2);
    await decisionsRepository.insert(fresh.db, [
      decisionRow(row, { revision: 2, supersedes: decision.id, level: 0, source: null, alerted: false }),
    ]);
    expect(await list()).toEqual([]);
  });

  it('shows the level of the newest decision, and sorts by it', async () => {
    const corrected = await raise('90001', 3);
    await raise('90002', 2);
    const { decision, row, patient } = corrected;
    const newest = decisionRow(row, {
      ...{ revision: 2, supersedes: decision.id, level: 1, stage: 1, alerted: false },
    });
    await decisionsRepository.insert(fresh.db, [newest]);
    expect(await list()).toMatchObject([
      { mrn: '90002', level: 2 },
      { mrn: '90001', level: 1, decisionId: newest.id },
    ]);
    const shown = [{ id: corrected.id, level: 1, stands: true, decisionId: newest.id }];
    expect(await patientPageRepository.alerts(fresh.db, patient.id, { limit: 9 })).toMatchObject(shown);
  });

  it('lists a patient once, under the number that survived a merge', async () => {
    const from = await raise('90001', 1);
    const into = await raise('90002', 2);
    const at = '2024-02-01T00:00:00.000Z';
    await mergesRepository.apply(fresh.db, [
      {
        ...{ patientId: from.patient.id, intoId: into.patient.id, sentAt: at, receivedAt: at, feed: 'ward' },
        ...{ messageId: 'm', isApplied: true },
      },
    ]);
    expect(await list()).toMatchObject([{ mrn: '90002', level: 2, week: [{}, {}] }]);
    expect(await patientPageRepository.find(fresh.db, from.patient.id)).toMatchObject({
      ...{ id: into.patient.id, mrn: '90002', mergedNumbers: 1 },
    });
    const alerts = await patientPageRepository.alerts(fresh.db, into.patient.id, { limit: 10 });
    expect(alerts.map(({ level }) => level).sort()).toEqual([1, 2]);
  });

  it('shows the values of the seven days up to the newest result', async () => {
    await raise('90001', 1, [0, 3, 6.9, 7.1]);
    const [row] = await list();
    expect(row?.week.map(({ umolPerL }) => umolPerL)).toEqual([202, 201, 200]);
  });

  it('tells how far the page of an alert is', async () => {
    const { id } = await raise('90001', 1);
    const state = async () => (await list())[0]?.pageState;
    expect(await state()).toBe('unpublished');
    await pagesRepository.insert(fresh.db, [newPage(id)]);
    expect(await state()).toBe('waiting');
    await pagesRepository.insert(fresh.db, [newPage(id, { deliveredAt: LATEST })]);
    expect(await list()).toMatchObject([{ pageState: 'delivered', pageAtMs: Date.parse(LATEST) }]);
  });

  it('leaves out alerts older than the days asked for', async () => {
    const { id } = await raise('90001', 1);
    await fresh.db.query(`UPDATE alerts SET created_at = now() - interval '8 days' WHERE id = $1`, [id]);
    expect(await list()).toEqual([]);
  });
});
