import { lookBacks, mergeMessageIds, numbersToRead } from './look-back';
import { adt, cancellation, creatinine, merge, START_MS } from './messages.spec-support';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const BEGINNING_MS = Date.parse('0001-01-01T00:00:00Z');
const ownId = (key: string) => key;

describe('the data to read for a batch', () => {
  it('is each number once, including those that are merged away', () => {
    const messages = [
      creatinine('80', 0),
      creatinine('81', 1),
      merge('1', '2', 2),
      adt('1950-01-01', 3, { mrn: '3' }),
    ];
    expect(numbersToRead(messages).map(({ key }) => key)).toEqual(['local|1', 'local|2', 'local|3']);
  });

  it('is nothing for a message without results, demographics or merge', () => {
    const nothing = { ...creatinine('80', 0), results: [] };
    expect(numbersToRead([nothing, { ...creatinine('80', 0), patient: null }])).toEqual([]);
    expect(lookBacks([nothing, { ...creatinine('80', 0), patient: null }], ownId)).toEqual(new Map());
  });

  it('is 365 days before the earliest result of each patient', () => {
    const messages = [
      creatinine('80', 5),
      creatinine('81', 2),
      creatinine('82', 9),
      creatinine('80', 7, { mrn: '2' }),
    ];
    expect(lookBacks(messages, ownId)).toEqual(
      new Map([
        ['local|1', START_MS + 2 * HOUR_MS - YEAR_MS],
        ['local|2', START_MS + 7 * HOUR_MS - YEAR_MS],
      ]),
    );
  });

  it('is one range for two numbers of one patient', () => {
    const messages = [creatinine('80', 5), creatinine('81', 2, { mrn: '2' })];
    expect([...lookBacks(messages, () => 'patient')]).toEqual([
      ['patient', START_MS + 2 * HOUR_MS - YEAR_MS],
    ]);
  });

  it('is every result of a patient with an order', () => {
    const messages = [creatinine('80', 5, { order: 'F1' }), creatinine('81', 2)];
    expect(lookBacks(messages, ownId)).toEqual(new Map([['local|1', BEGINNING_MS]]));
  });

  it('is every result of a patient whose order is cancelled', () => {
    const beginning = Date.parse('0001-01-01T00:00:00Z');
    expect(lookBacks([cancellation('o1', 1)], ownId)).toEqual(new Map([['local|1', beginning]]));
  });

  it('is no results of a number without a patient', () => {
    expect(lookBacks([creatinine('80', 5)], () => undefined)).toEqual(new Map());
  });

  it('is the ids of merge messages, and of no others', () => {
    const merged = merge('1', '2', 2);
    expect(mergeMessageIds([creatinine('80', 0), merged, adt('1950-01-01', 3)])).toEqual([merged.messageId]);
  });

  it('is no results for demographics alone', () => {
    expect(lookBacks([adt('1950-01-01', 0)], ownId)).toEqual(new Map());
  });

  it('is every result of both patients of a merge', () => {
    const messages = [creatinine('80', 0), merge('1', '2', 2), creatinine('80', 0, { mrn: '2' })];
    expect(lookBacks(messages, ownId)).toEqual(
      new Map([
        ['local|1', BEGINNING_MS],
        ['local|2', BEGINNING_MS],
      ]),
    );
  });
});
