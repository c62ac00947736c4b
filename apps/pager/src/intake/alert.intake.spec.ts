import { encodeAkiAlert, type AkiAlertRecord, type DeadLetterRecord } from '@renwatch/events';
import { akiAlert } from '@renwatch/testing';
import { MemoryPageStore } from '../delivery/memory-page.store.spec-support';
import { PageBook } from '../delivery/page.book';
import { AlertIntake } from './alert.intake';

const HOUR_MS = 3_600_000;

describe('taking in alerts', () => {
  let store: MemoryPageStore;
  let book: PageBook;
  let letters: DeadLetterRecord[];
  let woken: number;
  let recorded: number;
  let intake: AlertIntake;

  const batchOf = (...values: (Buffer | AkiAlertRecord | null)[]) => ({
    partition: 3,
    messages: values.map((value, i) => ({
      offset: BigInt(40 + i),
      value: value === null || Buffer.isBuffer(value) ? value : encodeAkiAlert(value).value,
    })),
  });
  const newer = Buffer.from(JSON.stringify({ ...akiAlert(), schema: 99 }));

  beforeEach(() => {
    store = new MemoryPageStore();
    book = new PageBook({ urgentForMs: HOUR_MS, maxPages: 100, now: Date.now });
    letters = [];
    woken = 0;
    recorded = 0;
    intake = new AlertIntake({
      ...{ store, book },
      wake: () => void (woken += 1),
      writeDeadLetter: (letter) => Promise.resolve(void letters.push(letter)),
      isRetriable: (error) => (error as { retriable?: boolean }).retriable === true,
      storePatienceMs: 20,
      retryAfterMs: 500,
      now: () => new Date('2024-01-20T12:00:00.000Z'),
      events: {
        recorded: (count) => (recorded += count),
        deadLettered: () => undefined,
        delayed: () => undefined,
      },
    });
  });

  it('records a page for each alert, once, and wakes the delivery', async () => {
    const alert = akiAlert();
    expect(await intake.handle(batchOf(alert, akiAlert()))).toEqual({ kind: 'done' });
    expect(await intake.handle(batchOf(alert))).toEqual({ kind: 'done' });
    expect(store.rows.size).toBe(2);
    expect(recorded).toBe(2);
    expect(woken).toBe(2);
  });

  it('does not move on while the database is away, and books what is urgent', async () => {
    store.mode = 'away';
    const alert = akiAlert();
    expect(await intake.handle(batchOf(alert))).toEqual({ kind: 'retry', afterMs: 500 });
    expect(book.urgent(9, () => false).map((page) => page.alertId)).toEqual([alert.id]);
    expect(woken).toBe(1);
  });

  it('waits no longer than a moment for a database that keeps silent', async () => {
    store.mode = 'silent';
    expect(await intake.handle(batchOf(akiAlert()))).toEqual({ kind: 'retry', afterMs: 500 });
    store.back();
  });

  it('records as delivered what was paged without the database', async () => {
    const alert = akiAlert();
    store.mode = 'away';
    await intake.handle(batchOf(alert));
    const [page] = book.urgent(1, () => false);
    if (!page) throw new Error('nothing booked');
    book.keep({ ...page, deliveredAt: '2024-01-20T12:00:01.000Z' });
    store.back();
    expect(await intake.handle(batchOf(alert))).toEqual({ kind: 'done' });
    expect(store.rows.get(alert.id)?.deliveredAt).toBe('2024-01-20T12:00:01.000Z');
    expect(book.unrecordedPages()).toEqual([]);
  });

  it('no longer books as owed what the database knew already', async () => {
    const alert = akiAlert();
    await intake.handle(batchOf(alert));
    book.settle([alert.id]);
    await intake.handle(batchOf(alert));
    expect(book.urgent(9, () => false)).toEqual([]);
  });

  it.each([
    ['no value', null],
    ['not JSON', Buffer.from('{')],
    ['a missing field', Buffer.from('{"schema":1}')],
    [
      'an MRN that is empty',
      Buffer.from(JSON.stringify(akiAlert({ patient: { key: 'H|', authority: 'H', mrn: '' } }))),
    ],
  ])('dead-letters a record that is none (%s), whole, and goes on', async (_case, value) => {
    const good = akiAlert();
    expect(await intake.handle(batchOf(value, good))).toEqual({ kind: 'done' });
    expect([...store.rows.keys()]).toEqual([good.id]);
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({
      origin: 'pager',
      reason: 'invalid-record',
      source: { topic: 'aki.alerts', partition: 3, offset: '40' },
      payload: (value ?? Buffer.alloc(0)).toString('base64'),
    });
  });

  it('writes a dead letter under the same id when the batch comes again', async () => {
    await intake.handle(batchOf(null));
    await intake.handle(batchOf(null));
    expect(letters[0]?.id).toBe(letters[1]?.id);
  });

  it('does not move on when a dead letter cannot be written', async () => {
    const stuck = new AlertIntake({
      ...(intake as unknown as { options: ConstructorParameters<typeof AlertIntake>[0] }).options,
      writeDeadLetter: () => Promise.reject(new Error('kafka is away')),
    });
    expect(await stuck.handle(batchOf(null))).toEqual({ kind: 'retry', afterMs: 500 });
  });

  it('handles what comes before a record of a newer schema, then stops the partition there', async () => {
    const before = akiAlert();
    expect(await intake.handle(batchOf(before, newer, akiAlert()))).toEqual({ kind: 'seek', offset: 41n });
    expect([...store.rows.keys()]).toEqual([before.id]);
    expect(await intake.handle(batchOf(newer, akiAlert()))).toMatchObject({ kind: 'stop-partition' });
    expect(letters).toEqual([]);
  });

  it('finds the one page that the database refuses for good, and dead-letters it alone', async () => {
    const alerts = Array.from({ length: 9 }, () => akiAlert());
    const bad = alerts[5]?.id;
    const insert = store.insert.bind(store);
    store.insert = (pages) =>
      pages.some((page) => page.alertId === bad)
        ? Promise.reject(Object.assign(new Error('value'), { retriable: false, sqlState: '22P05' }))
        : insert(pages);
    expect(await intake.handle(batchOf(...alerts))).toEqual({ kind: 'done' });
    expect(store.rows.size).toBe(8);
    expect(letters.map((letter) => [letter.reason, letter.source.offset])).toEqual([
      ['page-not-storable', '45'],
    ]);
  });
});
