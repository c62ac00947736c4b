import { AlarmBook, keyOf } from './alarm-book';
import { type FiringAlarm } from './prometheus-client';

const alarm = (name: string, labels: Record<string, string> = {}): FiringAlarm => ({
  name,
  severity: 'critical',
  labels,
  value: 1,
  summary: 'summary',
  runbook: 'runbook',
});
const names = (alarms: readonly FiringAlarm[]) => alarms.map(keyOf);

describe('the book of firing alarms', () => {
  it('reports an alarm once when it fires and once when it clears', () => {
    const book = new AlarmBook();
    const silent = alarm('FeedSilent', { feed: 'lab' });
    expect(book.update([silent], 1_000)).toEqual({ fired: [silent], cleared: [] });
    expect(book.update([{ ...silent, value: 2 }], 2_000)).toEqual({ fired: [], cleared: [] });
    expect(book.update([], 3_000)).toEqual({ fired: [], cleared: [{ alarm: silent, firedAtMs: 1_000 }] });
    expect(names(book.update([silent], 4_000).fired)).toEqual(['FeedSilent{feed="lab"}']);
  });

  it('keeps alarms of one name with different labels apart', () => {
    const book = new AlarmBook();
    book.update([alarm('FeedSilent', { feed: 'lab' })], 0);
    const { fired, cleared } = book.update([alarm('FeedSilent', { feed: 'ward' })], 1);
    expect(names(fired)).toEqual(['FeedSilent{feed="ward"}']);
    expect(names(cleared.map((earlier) => earlier.alarm))).toEqual(['FeedSilent{feed="lab"}']);
  });

  it('writes a key that the order of labels does not change', () => {
    expect(keyOf(alarm('A', { b: '2', a: '"1"' }))).toBe(keyOf(alarm('A', { a: '"1"', b: '2' })));
    expect(keyOf(alarm('Watchdog'))).toBe('Watchdog');
  });
});
