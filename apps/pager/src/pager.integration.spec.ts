import { randomUUID } from 'node:crypto';
import { AKI_ALERTS } from '@renwatch/events';
import { erasuresRepository, pagesRepository, patientsRepository } from '@renwatch/store';
import { akiAlert } from '@renwatch/testing';
import { pageOf } from './delivery/page';
import { PostgresPageStore } from './delivery/postgres-page.store';
import { pagerRun } from './pager-run.spec-support';
import { until } from './pager.spec-support';

describe('pager on a real broker, database and sockets', () => {
  const run = pagerRun();
  const { start, publish, producer, bodiesOf, deadLetters, isDelivered } = run;

  it('pages each alert once, from the beginning of the topic, across restarts', async () => {
    const early = akiAlert();
    await publish(early);
    const first = await start();
    await until(() => bodiesOf(early).length === 1);
    await until(first.isReady);
    const late = [akiAlert(), akiAlert({ source: 'model', stage: 0 })];
    await publish(...late, early);
    await until(() => isDelivered(early, ...late));
    expect(bodiesOf(early, ...late)).toEqual(Array(3).fill('900000017,20240120224300'));
    expect(await first.metric('pager_received_to_delivered_seconds_count')).toBeGreaterThanOrEqual(3);
    await first.stop();

    const second = await start();
    await until(second.isReady);
    const fresh = akiAlert();
    await publish(early, ...late, fresh);
    await until(() => isDelivered(fresh));
    expect(bodiesOf(early, ...late, fresh)).toHaveLength(4);
    expect((await pagesRepository.backlog(run.db)).pending).toBe(0);
  });

  it('neither stores nor sends a page about a patient erased since', async () => {
    const mrn = randomUUID();
    const patient = { key: `H|${mrn}`, authority: 'H', mrn };
    const service = await start();
    await until(service.isReady);
    await patientsRepository.ensure(run.db, [patient]);
    const who = { by: 'spec', because: 'spec' };
    const erasure = await erasuresRepository.erase(run.db, { key: patient.key, ...who });
    const before = akiAlert({ patient, receivedAt: erasure?.erasedAt ?? '' });
    const after = akiAlert({ patient, receivedAt: new Date(Date.now() + 60_000).toISOString() });
    await publish(before, after);
    await until(() => isDelivered(after));
    await until(async () => (await service.metric('pager_erased_pages_total')) >= 1);
    expect(bodiesOf(before)).toEqual([]);
    const stored = await run.db.query('SELECT alert_id AS id FROM pages WHERE mrn = $1', [mrn]);
    expect(stored).toEqual([{ id: after.id }]);
  });

  it('does not bring back a claimed page of a patient erased since', async () => {
    const [erased, other] = [randomUUID(), randomUUID()].map((mrn) =>
      akiAlert({ patient: { key: `H|${mrn}`, authority: 'H', mrn } }),
    );
    if (!erased || !other) throw new Error('no alerts');
    const store = new PostgresPageStore({
      ...{ db: run.db, owner: 'spec', leaseMs: 60_000 },
      onErased: () => undefined,
    });
    await patientsRepository.ensure(run.db, [erased.patient, other.patient]);
    await store.insert([pageOf(erased), pageOf(other)]);
    const claimed = await store.claimDue({ stage1: 2, stage2: 2, stage3: 2 });
    await erasuresRepository.erase(run.db, { key: erased.patient.key, by: 'spec', because: 'spec' });
    const deliveredAt = new Date().toISOString();
    await store.insert(claimed.map((page) => ({ ...page, deliveredAt })));
    const stored = await run.db.query(
      'SELECT alert_id AS id, delivered_at IS NOT NULL AS "isDelivered" FROM pages',
    );
    expect(claimed).toHaveLength(2);
    expect(stored).toEqual([{ id: other.id, isDelivered: true }]);
  });

  it('delivers although the pager fails, hangs and breaks connections', async () => {
    const alerts = Array.from({ length: 8 }, () => akiAlert());
    const seen = new Map<string, number>();
    run.answer = (response, id) => {
      const attempt = (seen.get(id) ?? 0) + 1;
      seen.set(id, attempt);
      if (attempt === 1) response.writeHead(500).end();
      else if (attempt === 2) response.destroy();
      else if (attempt === 3) response.socket?.end('HTTP/1.1 20');
      // The fourth is never answered.
      else if (attempt > 4) response.end();
    };
    const service = await start({ PAGER_TIMEOUT_MS: '500' });
    await publish(...alerts);
    await until(() => isDelivered(...alerts));
    expect(alerts.every((alert) => (seen.get(alert.id) ?? 0) >= 5)).toBe(true);
    expect(await service.metric('pager_failed_attempts_total')).toBeGreaterThanOrEqual(32);
    expect(await service.metric('pager_dead_letters_total')).toBe(0);
  });

  it('waits longer for each repeat of a page that is never confirmed', async () => {
    run.answer = () => undefined;
    const alert = akiAlert();
    const service = await start({ PAGER_TIMEOUT_MS: '50', PAGER_MAX_REPEAT_BACKOFF_MS: '600000' });
    await publish(alert);
    const delays = async () => {
      const sql = `SELECT unconfirmed FROM pages WHERE alert_id = $1 AND claimed_by IS NULL
        AND next_attempt_at - now() > interval '2.1 s'`;
      return run.db.query<{ unconfirmed: number }>(sql, [alert.id]);
    };
    await until(async () => (await delays()).length > 0);
    const [{ unconfirmed = 0 } = {}] = await delays();
    expect(unconfirmed).toBeGreaterThanOrEqual(3);
    expect(bodiesOf(alert)).toHaveLength(unconfirmed);
    expect(await service.metric('pager_unconfirmed_attempts_total')).toBeGreaterThanOrEqual(unconfirmed);
  });

  it('stops paging for a result that is withdrawn between two attempts', async () => {
    const alert = akiAlert();
    run.answer = (response) => response.writeHead(500).end();
    const service = await start();
    await until(service.isReady);
    await run.recordDecision(alert, { revision: 1, level: 2 });
    await publish(alert);
    await until(() => bodiesOf(alert).length >= 2);
    await run.recordDecision(alert, { revision: 2, level: 0 });
    await until(async () => (await service.metric('pager_retracted_pages_total')) === 1);
    const attempts = bodiesOf(alert).length;
    run.answer = (response) => response.end();
    const other = akiAlert();
    await publish(other);
    await until(() => isDelivered(other));
    expect(bodiesOf(alert)).toHaveLength(attempts);
    expect(await pagesRepository.counts(run.db)).toMatchObject({ retracted: 1 });
  });

  it('pages while the database has no disk left, and tells why', async () => {
    const service = await start({ STALLED_AFTER_MS: '1000' });
    await until(service.isReady);
    await run.db.query(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$`);
    await run.db.query(
      'CREATE TRIGGER full_disk BEFORE INSERT ON pages FOR EACH ROW EXECUTE FUNCTION full_disk()',
    );
    const alert = akiAlert();
    await publish(alert);
    await until(() => bodiesOf(alert).length > 0);
    await until(async () => JSON.stringify(await service.parts()).includes('53100'));
    expect(await service.isReady()).toBe(false);
    expect(await service.metric('pager_oldest_owed_alert_age_seconds')).toBeGreaterThan(0);
    await run.db.query('DROP TRIGGER full_disk ON pages');
    await until(() => isDelivered(alert));
    await until(service.isReady);
  });

  it('dead-letters a page that the pager refuses and delivers the others', async () => {
    const [bad, good] = [akiAlert(), akiAlert()];
    run.answer = (response, id) => response.writeHead(id === bad.id ? 400 : 200).end();
    const service = await start();
    await publish(bad, good);
    await until(() => isDelivered(good));
    await until(async () => (await service.metric('pager_dead_letters_total')) === 1);
    const attempts = bodiesOf(bad).length;
    const later = akiAlert();
    await publish(later);
    await until(() => isDelivered(later));
    expect(bodiesOf(bad)).toHaveLength(attempts);
    const letters = (await deadLetters()).filter((letter) => letter.detail.includes(bad.id));
    expect(letters).toMatchObject([
      {
        origin: 'pager',
        reason: 'page-refused',
        payload: Buffer.from('900000017,20240120224300').toString('base64'),
      },
    ]);
  });

  it('dead-letters an invalid record and continues after it', async () => {
    const key = randomUUID();
    await producer.send({ topic: AKI_ALERTS, key, value: Buffer.from(`{"schema":1,"id":"${key}"}`) });
    const alert = akiAlert();
    await start();
    await publish(alert);
    await until(() => isDelivered(alert));
    await until(async () =>
      (await deadLetters()).some(({ payload }) => Buffer.from(payload, 'base64').includes(key)),
    );
  });

  it('dead-letters a record above the topic’s limit in parts', async () => {
    const garbage = Buffer.alloc(900_000, 'no record');
    const alert = akiAlert();
    await start();
    await producer.send({ topic: AKI_ALERTS, key: alert.patient.key, value: garbage });
    await publish(alert);
    await until(() => isDelivered(alert));
    const written = new Map((await deadLetters()).map((letter) => [letter.id, letter]));
    const parts = [...written.values()].filter(({ part }) => part);
    parts.sort((a, b) => Number(a.part?.index) - Number(b.part?.index));
    expect(parts.at(-1)?.part).toEqual({ index: parts.length - 1, last: true });
    expect(Buffer.concat(parts.map(({ payload }) => Buffer.from(payload, 'base64'))).equals(garbage)).toBe(
      true,
    );
  });

  it.each(['refuses connections', 'does not answer'])(
    'pages at once while the database %s and records it later',
    async (how) => {
      const service = await start();
      await until(service.isReady);
      if (how === 'refuses connections') await run.proxy.refuse();
      else run.proxy.stall();
      const [recent, old] = [
        akiAlert(),
        akiAlert({ decidedAt: new Date(Date.now() - 16 * 60_000).toISOString() }),
      ];
      await publish(recent, old);
      await until(() => bodiesOf(recent).length === 1);
      await until(async () => !(await service.isReady()));
      expect(await service.parts()).toMatchObject({ database: { ready: false }, kafka: { ready: true } });
      expect(bodiesOf(old)).toEqual([]);
      await run.proxy.listen();
      run.proxy.resume();
      await until(() => isDelivered(recent, old));
      await until(service.isReady);
      // At least once: a page recorded just as the database stopped answering may be repeated.
      expect(bodiesOf(recent).length).toBeGreaterThanOrEqual(1);
      expect(bodiesOf(old).length).toBeGreaterThanOrEqual(1);
      expect(await service.metric('pager_direct_pages_total')).toBeGreaterThanOrEqual(1);
    },
  );

  it('starts without a database, pages recent alerts and records them later', async () => {
    await run.proxy.refuse();
    const service = await start();
    const alert = akiAlert();
    await publish(alert);
    await until(() => bodiesOf(alert).length === 1);
    await run.proxy.listen();
    await until(service.isReady);
    await until(() => isDelivered(alert));
    expect(bodiesOf(alert)).toHaveLength(1);
  });

  it('delivers a page in flight at a stop after the restart', async () => {
    run.answer = () => undefined;
    const alert = akiAlert();
    const first = await start({ DRAIN_TIMEOUT_MS: '500' });
    await publish(alert);
    await until(() => bodiesOf(alert).length === 1);
    await first.stop();
    expect(await isDelivered(alert)).toBe(false);
    run.answer = (response) => response.end();
    await start();
    await until(() => isDelivered(alert));
    expect(bodiesOf(alert)).toHaveLength(2);
  });

  it('takes over pages of a vanished replica once the lease ends', async () => {
    const service = await start();
    await until(service.isReady);
    const alert = akiAlert();
    const page = { mrn: '1', observedLocal: '2024', body: '1,20240101000000', source: 'rule', level: 1 };
    const { id: alertId, receivedAt, decidedAt } = alert;
    await run.db.transaction(async (tx) => {
      await pagesRepository.insert(tx, [{ ...page, alertId, receivedAt, decidedAt }]);
      await pagesRepository.claimDue(tx, { owner: 'vanished', leaseMs: 200, limit: 1 });
    });
    await until(() => isDelivered(alert));
    expect(bodiesOf(alert)).toEqual(['1,20240101000000']);
  });

  it('pages a stage 3 at once while stage 1 pages hang', async () => {
    const hanging = new Set<string>();
    run.answer = (response, id) => {
      if (urgent.id === id) response.end();
      else hanging.add(id);
    };
    const urgent = akiAlert({ stage: 3 });
    const service = await start({ PAGER_TIMEOUT_MS: '60000', PAGER_CONCURRENCY: '4' });
    await until(service.isReady);
    await publish(...Array.from({ length: 50 }, () => akiAlert({ stage: 1 })));
    await until(() => hanging.size >= 4);
    await publish(urgent);
    await until(() => isDelivered(urgent));
    expect(await pagesRepository.counts(run.db)).toMatchObject({ delivered: 1 });
  });

  it('shares pages among replicas without paging twice', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    await until(async () => (await first.isReady()) && (await second.isReady()));
    const alerts = Array.from({ length: 60 }, (_, i) =>
      akiAlert({ patient: { key: `H|${i}`, authority: 'H', mrn: String(i) } }),
    );
    await publish(...alerts);
    await until(() => isDelivered(...alerts));
    expect(bodiesOf(...alerts).sort()).toEqual(alerts.map((_, i) => `${i},20240120224300`).sort());
  });
});
