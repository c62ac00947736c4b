import { encodeAkiAlert, type AkiAlertRecord, type DeadLetterRecord } from '@renwatch/events';
import { akiAlert } from '@renwatch/testing';
import { MemoryPageStore } from '../delivery/memory-page.store.spec-support';
import { PageBook } from '../delivery/page.book';
import { slots } from '../pager.spec-support';
import { AlertIntake, type AlertIntakeOptions } from './alert.intake';

const HOUR_MS = 3_600_000;

describe('AlertIntake', () => {
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
    book = new PageBook({ urgentForMs: HOUR_MS, maxPages: 100, now: Date.now, monotonicMs: Date.now });
    letters = [];
    woken = 0;
    recorded = 0;
    intake = newIntake();
  });

  const newIntake = (own: Partial<AlertIntakeOptions> = {}) =>
    new AlertIntake({
      ...{ store, book },
      wake: () => void (woken += 1),
      deadLetters: { write: (written) => Promise.resolve(void letters.push(...written)) },
      isRetriable: (error) => (error as { retriable?: boolean }).retriable === true,
      storePatienceMs: 20,
      retryAfterMs: 500,
      now: () => new Date('2024-01-20T12:00:00.000Z'),
      events: {
        recorded: (count) => (recorded += count),
        deadLettered: () => undefined,
        delayed: () => undefined,
      },
      ...own,
    });

  it('records one page for each alert and wakes the delivery', async () => {
    const alert = akiAlert();
    expect(await intake.handle(batchOf(alert, akiAlert()))).toEqual({ kind: 'done' });
    expect(await intake.handle(batchOf(alert))).toEqual({ kind: 'done' });
    expect(store.rows.size).toBe(2);
    expect(recorded).toBe(2);
    expect(woken).toBe(2);
  });

  it('retries while the database is away and books urgent pages', async () => {
    store.mode = 'away';
    const alert = akiAlert();
    expect(await intake.handle(batchOf(alert))).toEqual({ kind: 'retry', afterMs: 500 });
    expect(book.urgent(slots(9), () => false).map((page) => page.alertId)).toEqual([alert.id]);
    expect(woken).toBe(1);
  });

  it('retries if the database does not answer in time', async () => {
    store.mode = 'silent';
    expect(await intake.handle(batchOf(akiAlert()))).toEqual({ kind: 'retry', afterMs: 500 });
    store.back();
  });

  it('records a page delivered without the database as delivered', async () => {
    const alert = akiAlert();
    store.mode = 'away';
    await intake.handle(batchOf(alert));
    const [page] = book.urgent(slots(1), () => false);
    if (!page) throw new Error('nothing booked');
    book.keep({ ...page, deliveredAt: '2024-01-20T12:00:01.000Z' });
    store.back();
    expect(await intake.handle(batchOf(alert))).toEqual({ kind: 'done' });
    expect(store.rows.get(alert.id)?.deliveredAt).toBe('2024-01-20T12:00:01.000Z');
    expect(book.unrecordedPages()).toEqual([]);
  });

  it('books no page that the database already knows', async () => {
    const alert = akiAlert();
    await intake.handle(batchOf(alert));
    book.settle([alert.id]);
    await intake.handle(batchOf(alert));
    expect(book.urgent(slots(9), () => false)).toEqual([]);
  });

  it.each([
    ['no value', null],
    ['not JSON', Buffer.from('{')],
    ['a missing field', Buffer.from('{"schema":1}')],
    [
      'an empty MRN',
      Buffer.from(JSON.stringify(akiAlert({ patient: { key: 'H|', authority: 'H', mrn: '' } }))),
    ],
  ])('dead-letters an invalid record (%s) whole and continues', async (_case, value) => {
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

  it.each([
    ['a comma', '12,3'],
    ['a line break', '12\n3'],
    ['a carriage return at its end', '123\r'],
    ['a line separator', '12\u20283'],
  ])('dead-letters an alert whose patient number has %s', async (_case, mrn) => {
    const [bad, good] = [akiAlert({ patient: { key: `H|${mrn}`, authority: 'H', mrn } }), akiAlert()];
    expect(await intake.handle(batchOf(bad, good))).toEqual({ kind: 'done' });
    expect([...store.rows.keys()]).toEqual([good.id]);
    expect(letters).toMatchObject([
      { reason: 'mrn-not-pageable', payload: encodeAkiAlert(bad).value.toString('base64') },
    ]);
    expect(book.urgent(slots(9), () => false).map(({ alertId }) => alertId)).toEqual([good.id]);
  });

  it('gives a dead letter the same id when its batch is retried', async () => {
    await intake.handle(batchOf(null));
    await intake.handle(batchOf(null));
    expect(letters[0]?.id).toBe(letters[1]?.id);
  });

  it('retries the batch if a dead letter cannot be written', async () => {
    const stuck = newIntake({
      deadLetters: { write: () => Promise.reject(new Error('kafka is away')) },
    });
    expect(await stuck.handle(batchOf(null))).toEqual({ kind: 'retry', afterMs: 500 });
  });

  it('stops the partition at a record of a newer schema', async () => {
    const before = akiAlert();
    expect(await intake.handle(batchOf(before, newer, akiAlert()))).toEqual({ kind: 'seek', offset: 41n });
    expect([...store.rows.keys()]).toEqual([before.id]);
    expect(await intake.handle(batchOf(newer, akiAlert()))).toMatchObject({ kind: 'stop-partition' });
    expect(letters).toEqual([]);
  });

  it('dead-letters only the page that the database refuses for good', async () => {
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
