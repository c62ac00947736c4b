import { NewerSchemaError, encodeHl7Message, type Hl7MessageRecord } from '@renwatch/events';
import { DEFAULT_CREATININE_CODES, parseCreatinineCodes } from '@renwatch/intake';
import { mergeOf, oru } from '../hl7-records.spec-support';
import { MessageReader } from './message.reader';
import { PoisonMessageError } from './poison-message.error';

const parsed = parseCreatinineCodes(DEFAULT_CREATININE_CODES);
if (!parsed.ok) throw new Error(parsed.remedy);
const codes = parsed.value;
const reader = new MessageReader({ codesOf: () => codes, now: () => new Date('2024-04-01T00:00:00Z') });
const OTHER = [{ code: 'OTHER', system: '', defaultUnit: null }];
const withOther = new MessageReader({
  codesOf: (feed) => (feed === 'ward' ? OTHER : codes),
  now: () => new Date(0),
});
const place = { partition: 3, offset: 17n };

const record = oru({ mrn: '900000024', hour: 1, value: '80' });
const read = (message: Hl7MessageRecord) => reader.read(encodeHl7Message(message).value, place);
const withValues = (...values: string[]): Hl7MessageRecord => ({
  ...record,
  observations: values.flatMap((value) =>
    record.observations.map((observation) => ({ ...observation, value })),
  ),
});

describe('MessageReader', () => {
  it('adds the offset to the facts of the message', () => {
    expect(read(record)).toMatchObject({ offset: 17n, results: [{ umolPerL: '80' }], refused: [] });
  });

  it('uses the codes of the feed itself, if it has its own', () => {
    const resultsOf = (feed: string) =>
      withOther.read(encodeHl7Message({ ...record, feed }).value, place).results;
    expect(resultsOf('ward')).toEqual([]);
    expect(resultsOf('laboratory')).toHaveLength(1);
  });

  it('tells read from unmapped codes by the codes of the feed itself', () => {
    const seenAs = (feed: string, code: string) => {
      const observations = record.observations.map((found) => ({ ...found, code, text: 'Creatinine' }));
      const [seen] = withOther.read(encodeHl7Message({ ...record, feed, observations }).value, place).seen
        .codes;
      return [seen?.isMapped, seen?.unmapped];
    };
    expect(seenAs('ward', 'OTHER')).toEqual([true, null]);
    expect(seenAs('ward', 'CREATININE')).toEqual([false, 'name']);
    expect(seenAs('laboratory', 'CREATININE')).toEqual([true, null]);
    expect(seenAs('laboratory', 'OTHER')).toEqual([false, 'name']);
  });

  it('writes a dead letter with message and place of a refused observation', () => {
    expect(read(withValues('80', '80 or 90')).refused).toMatchObject([
      {
        letter: {
          origin: 'inference',
          reason: 'not-a-number',
          detail: 'the value is not one number',
          source: { feed: 'ward', partition: 3, offset: '17', messageId: record.id, observation: 1 },
          failedAt: '2024-04-01T00:00:00.000Z',
          payload: record.raw,
        },
        values: 1,
      },
    ]);
  });

  it('writes one dead letter for each reason and counts its values', () => {
    const many = Array.from({ length: 1_000 }, () => '80 or 90');
    const { refused } = read(withValues('80', ...many, '0'));
    expect(refused).toMatchObject([
      {
        letter: {
          reason: 'not-a-number',
          detail: expect.stringMatching(/; and 999 more of this message$/),
          source: { observation: null },
        },
        values: 1_000,
      },
      { letter: { reason: 'out-of-range', source: { observation: 1_001 } }, values: 1 },
    ]);
    expect(refused[0]?.letter.id).not.toBe(refused[1]?.letter.id);
  });

  it('counts what is ignored and writes no dead letter', () => {
    const intake = read(withValues('80', 'haemolysed'));
    expect(intake).toMatchObject({ refused: [], ignored: [{ reason: 'without-number', values: 1 }] });
  });

  it('gives a refused observation the same dead letter id each time', () => {
    const bad = withValues('80 or 90');
    expect(read(bad).refused[0]?.letter.id).toBe(read(bad).refused[0]?.letter.id);
  });

  it('refuses an incomplete merge as a whole message', () => {
    const merge = { ...mergeOf({ mrn: '900000024', old: '900000032', sentHour: 1 }), merge: null };
    expect(read(merge).refused).toMatchObject([
      {
        letter: { reason: 'merge-incomplete', source: { messageId: merge.id, observation: null } },
        values: 0,
      },
    ]);
  });

  it('finds NUL in any observation', () => {
    const observations = record.observations.map((observation) => ({ ...observation, code: 'SODI\0UM' }));
    expect(() => read({ ...record, observations })).toThrow(PoisonMessageError);
  });

  it('throws a poison message error for bytes that are no record', () => {
    expect(() => reader.read(Buffer.from('hello'), place)).toThrow(PoisonMessageError);
  });

  it('throws a newer schema error for a record of a newer version', () => {
    expect(() => reader.read(Buffer.from('{"schema":2}'), place)).toThrow(NewerSchemaError);
  });
});
