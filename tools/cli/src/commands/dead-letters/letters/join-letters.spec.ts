import { DEAD_LETTER_ACTION_SCHEMA, NO_SOURCE, type DeadLetterActionRecord } from '@renwatch/events';
import { letterRecord } from '../dead-letters.spec-support';
import { joinLetters } from './join-letters';
import { type LetterRecord } from './letter';

const none = new Map<string, DeadLetterActionRecord[]>();

function part(index: number, last: boolean, frame = 'f'.repeat(32)): LetterRecord {
  const source = { ...NO_SOURCE, feed: 'ward', messageId: frame };
  return letterRecord({ reason: 'too-large', source, part: { index, last }, bytes: 10 });
}

function action(
  { id, place }: LetterRecord,
  what: DeadLetterActionRecord['action'],
  offset = place.offset,
): DeadLetterActionRecord {
  const letter = { partition: place.partition, offset: String(offset) };
  const common = { by: 'tester@bench', at: '2026-11-25T10:00:00.000Z', note: '' };
  return { schema: DEAD_LETTER_ACTION_SCHEMA, letterId: id, action: what, letter, ...common };
}

describe('letters', () => {
  it('are listed by when they failed', () => {
    const late = letterRecord({ failedAt: '2026-11-25T11:00:00.000Z' });
    const early = letterRecord({ failedAt: '2026-11-25T08:00:00.000Z' });
    expect(joinLetters([late, early], none).map(({ id }) => id)).toEqual([early.id, late.id]);
  });

  it('hold the parts of a frame in their order, whatever order they are read in', () => {
    const [first, second, third] = [part(0, false), part(1, false), part(2, true)];
    const [letter] = joinLetters([third, first, second], none);
    expect(letter).toMatchObject({ id: first.id, isWhole: true });
    expect(letter?.records.map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
  });

  it('keep two frames apart', () => {
    const records = [part(0, false, 'a'), part(0, false, 'b'), part(1, true, 'a'), part(1, true, 'b')];
    expect(joinLetters(records, none).map(({ isWhole }) => isWhole)).toEqual([true, true]);
  });

  it('keep two records of a topic apart, though nothing could be read of either', () => {
    const partOf = (offset: string, index: number, last: boolean) => {
      const source = { ...NO_SOURCE, topic: 'aki.alerts', partition: 0, offset };
      return letterRecord({ origin: 'pager', reason: 'invalid-record', source, part: { index, last } });
    };
    const records = [
      partOf('7', 0, false),
      partOf('8', 0, false),
      partOf('7', 1, true),
      partOf('8', 1, true),
    ];
    expect(joinLetters(records, none).map(({ isWhole }) => isWhole)).toEqual([true, true]);
  });

  it.each<[string, LetterRecord[]]>([
    ['its end', [part(0, false), part(1, false)]],
    ['its middle', [part(0, false), part(2, true)]],
    ['its beginning', [part(1, true)]],
  ])('say that a frame is not whole where %s is missing', (_what, records) => {
    expect(joinLetters(records, none).map(({ isWhole }) => isWhole)).toEqual([false]);
  });
});

describe('the state of a letter', () => {
  const letter = letterRecord({ place: { partition: 3, offset: 7n } });

  it.each<[string, DeadLetterActionRecord[], string]>([
    ['nothing was done', [], 'open'],
    ['a replay was begun and not ended', [action(letter, 'replay-begun')], 'open'],
    ['it was replayed', [action(letter, 'replay-begun'), action(letter, 'replayed')], 'replayed'],
    ['the replay was refused', [action(letter, 'replay-begun'), action(letter, 'replay-refused')], 'open'],
    ['it was discarded', [action(letter, 'discarded')], 'discarded'],
    [
      'it was discarded, then replayed',
      [action(letter, 'discarded'), action(letter, 'replayed')],
      'replayed',
    ],
    ['it was written again after its replay', [action(letter, 'replayed', 6n)], 'open'],
  ])('where %s', (_what, actions, state) => {
    const [joined] = joinLetters([letter], new Map([[letter.id, actions]]));
    expect(joined?.state).toBe(state);
  });
});
