import { randomUUID } from 'node:crypto';
import { migrate, openDatabase, pagesRepository, type Database } from '@renwatch/store';
import { createDatabase, type TestDatabase } from '@renwatch/testing';
import { PageWatch } from './page-watch';
import { storeTotals } from './store-totals';

const START_MS = Date.parse('2024-04-01T00:00:00.000Z');
const at = (seconds: number): string => new Date(START_MS + seconds * 1_000).toISOString();

describe('the pages and totals of the report', () => {
  let created: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    created = await createDatabase();
    db = openDatabase({ url: created.url, applicationName: 'report-spec' });
    await migrate(db);
  });
  beforeEach(() => db.query('DELETE FROM pages').then(() => db.query('DELETE FROM alerts')));
  afterAll(async () => {
    await db.close({ drainMs: 1_000 });
    await created.drop();
  });

  const alert = (id: string, record: object) =>
    db.transaction(async (tx) => {
      // The report reads alerts alone: they need no patients and decisions here.
      await tx.query('SET LOCAL session_replication_role = replica');
      await tx.query(
        'INSERT INTO alerts (id, patient_id, decision_id, record) VALUES ($1, $1, $1, $2::jsonb)',
        [id, JSON.stringify(record)],
      );
    });
  const page = async (id: string, deliveredAt: string | null) => {
    const common = {
      mrn: '7',
      observedLocal: '20240331220900',
      body: '7,20240331220900',
      source: 'rule',
      level: 2,
    };
    await pagesRepository.insert(db, [
      { alertId: id, ...common, receivedAt: at(0), decidedAt: at(0), deliveredAt },
    ]);
  };
  const idsOf = async (watch: PageWatch) => (await watch.poll()).map(({ alertId }) => alertId);

  it('include each delivered page once, with its alert', async () => {
    const [id, bare] = [randomUUID(), randomUUID()];
    await alert(id, {
      stage: 3,
      creatinineUmolPerL: 212.5,
      baselineUmolPerL: null,
      model: { probability: 0.9 },
    });
    await page(id, at(1));
    await page(bare, at(2));
    await page(randomUUID(), null);
    const watch = new PageWatch({ db, startedAtMs: START_MS });
    const common = { mrn: '7', observedLocal: '20240331220900', source: 'rule', receivedAt: at(0) };
    expect(await watch.poll()).toEqual([
      {
        ...common,
        alertId: id,
        stage: 3,
        creatinineUmolPerL: 212.5,
        baselineUmolPerL: null,
        probability: 0.9,
        deliveredAt: at(1),
      },
      {
        ...common,
        alertId: bare,
        stage: 2,
        creatinineUmolPerL: null,
        baselineUmolPerL: null,
        probability: null,
        deliveredAt: at(2),
      },
    ]);
    expect(await watch.poll()).toEqual([]);
  });

  it('include a page recorded after a later delivery', async () => {
    const [early, late] = [randomUUID(), randomUUID()];
    const watch = new PageWatch({ db, startedAtMs: START_MS });
    await page(late, at(5));
    expect(await idsOf(watch)).toEqual([late]);
    await page(early, at(4));
    expect(await idsOf(watch)).toEqual([early]);
    expect(await idsOf(watch)).toEqual([]);
  });

  it('do not include deliveries before the start', async () => {
    await page(randomUUID(), at(-1));
    expect(await idsOf(new PageWatch({ db, startedAtMs: START_MS }))).toEqual([]);
  });

  it('count an alert as undelivered until its page is delivered or refused', async () => {
    const [unpublished, pending, delivered, refused] = [
      randomUUID(),
      randomUUID(),
      randomUUID(),
      randomUUID(),
    ];
    for (const id of [unpublished, pending, delivered, refused]) await alert(id, {});
    await page(pending, null);
    await page(delivered, at(1));
    await page(refused, null);
    await pagesRepository.refused(db, refused, { error: '400' });
    expect(await storeTotals(db)).toEqual({
      decisions: 0,
      alerts: 4,
      pagesDelivered: 1,
      undeliveredPages: 2,
    });
  });
});
