import { randomUUID } from 'node:crypto';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { decisionsRepository } from './decisions.repository';
import { decisionRow, storedPatient } from '../store.spec-support';
import { alertsRepository, type AlertRow } from './alerts.repository';

const ALL = { olderThanMs: 0, limit: 100 };
const TRACEPARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
/** With the trace of its decision. */
const claimedOf = (alert: AlertRow) => ({ ...alert, traceparent: TRACEPARENT });

describe('alerts as an outbox', () => {
  let fresh: FreshDatabase;
  let alert: () => AlertRow;

  beforeAll(async () => {
    fresh = await freshDatabase();
    const { patient, rows } = await storedPatient(fresh.db, '1', [{}]);
    const decisions = rows.map((row) => decisionRow(row, { traceparent: TRACEPARENT }));
    await decisionsRepository.insert(fresh.db, decisions);
    const decisionId = decisions[0]?.id ?? '';
    alert = () => ({
      id: randomUUID(),
      patientId: patient.id,
      decisionId,
      record: { stage: 2, criterion: 'ratio-7d' },
    });
  });
  beforeEach(() => fresh.db.query('DELETE FROM alerts'));
  afterAll(() => fresh.drop());

  it('name only the new ones, and keep what is there', async () => {
    const first = alert();
    const second = alert();
    expect(await alertsRepository.insert(fresh.db, [first])).toEqual([first.id]);
    expect(await alertsRepository.insert(fresh.db, [{ ...first, record: {} }, second])).toEqual([second.id]);
    const claimed = await fresh.db.transaction((tx) => alertsRepository.claimUnpublished(tx, ALL));
    expect(claimed).toEqual(expect.arrayContaining([claimedOf(first), claimedOf(second)]));
  });

  it('are not handed out again once published', async () => {
    const [first, second] = [alert(), alert()];
    await alertsRepository.insert(fresh.db, [first, second]);
    await alertsRepository.markPublished(fresh.db, [first.id]);
    expect(await alertsRepository.unpublishedCount(fresh.db)).toBe(1);
    expect(await fresh.db.transaction((tx) => alertsRepository.claimUnpublished(tx, ALL))).toEqual([
      claimedOf(second),
    ]);
  });

  it('are left to whoever recorded them while they are young', async () => {
    await alertsRepository.insert(fresh.db, [alert()]);
    const young = { olderThanMs: 60_000, limit: 100 };
    expect(await fresh.db.transaction((tx) => alertsRepository.claimUnpublished(tx, young))).toEqual([]);
  });

  it('are handed out at once if the clock was set back', async () => {
    const ahead = alert();
    await alertsRepository.insert(fresh.db, [ahead, alert()]);
    const setBack = `UPDATE alerts SET created_at = created_at + interval '10 min' WHERE id = $1`;
    await fresh.db.query(setBack, [ahead.id]);
    const young = { olderThanMs: 60_000, limit: 100 };
    expect(await fresh.db.transaction((tx) => alertsRepository.claimUnpublished(tx, young))).toEqual([
      claimedOf(ahead),
    ]);
  });

  it('are given to one replica at a time, then to the next', async () => {
    const alerts = [alert(), alert()];
    await alertsRepository.insert(fresh.db, alerts);
    const other = fresh.open();
    const failed = fresh.db.transaction(async (tx) => {
      const mine = await alertsRepository.claimUnpublished(tx, { ...ALL, limit: 1 });
      const theirs = await other.transaction((tx2) => alertsRepository.claimUnpublished(tx2, ALL));
      expect([...mine, ...theirs].map((alert) => alert.id).sort()).toEqual(
        alerts.map((alert) => alert.id).sort(),
      );
      throw new RangeError('could not be published');
    });
    await expect(failed).rejects.toThrow(RangeError);
    expect(await other.transaction((tx) => alertsRepository.claimUnpublished(tx, ALL))).toHaveLength(2);
  });
});
