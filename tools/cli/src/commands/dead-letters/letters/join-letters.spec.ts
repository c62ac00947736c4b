import { DEAD_LETTER_ACTION_SCHEMA, NO_SOURCE, type DeadLetterActionRecord } from '@renwatch/events';
import { letterRecord } from '../dead-letters.spec-support';
import { joinLetters } from './join-letters';
import { type LetterRecord } from './letter';

const none = new Map<string, DeadLetterActionRecord[]>();

function part(index: number, last: boolean, frame = 'f'.repeat(32)): LetterRecord {
  const source = { ...NO_SOURCE, feed: 'ward', messageId: frame };
  return letterRecord({ reason: 'too-large', source, part: { index, last }, bytes: 10 });
}

function actionOn(
  { id, place }: LetterRecord,
  action: DeadLetterActionRecord['action'],
  offset = place.offset,
): DeadLetterActionRecord {
  const letter = { partition: place.partition, offset: String(offset) };
  const common = { by: 'tester@bench', at: '2026-11-25T10:00:00.000Z', note: '' };
  return { schema: DEAD_LETTER_ACTION_SCHEMA, letterId: id, action, letter, ...common };
}

describe('joinLetters', () => {
  it('orders letters by the time of failure', () => {
    const late = letterRecord({ failedAt: '2026-11-25T11:00:00.000Z' });
    const early = letterRecord({ failedAt: '2026-11-25T08:00:00.000Z' });
    expect(joinLetters([late, early], none).map(({ id }) => id)).toEqual([early.id, late.id]);
  });

  it('orders the parts of a frame', () => {
    const [first, second, third] = [part(0, false), part(1, false), part(2, true)];
    const [letter] = joinLetters([third, first, second], none);
    expect(letter).toMatchObject({ id: first.id, isWhole: true });
    expect(letter?.records.map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
  });

  it('keeps two frames apart', () => {
    const records = [part(0, false, 'a'), part(0, false, 'b'), part(1, true, 'a'), part(1, true, 'b')];
    expect(joinLetters(records, none).map(({ isWhole }) => isWhole)).toEqual([true, true]);
  });

  it('keeps two unreadable records of a topic apart', () => {
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
  ])('marks a frame as incomplete if %s is missing', (_part, records) => {
    expect(joinLetters(records, none).map(({ isWhole }) => isWhole)).toEqual([false]);
  });
});

describe('the state of a joined letter', () => {
  const letter = letterRecord({ place: { partition: 3, offset: 7n } });

  it.each<[string, DeadLetterActionRecord[], string]>([
    ['no action', [], 'open'],
    ['an unfinished replay', [actionOn(letter, 'replay-begun')], 'open'],
    ['a replay', [actionOn(letter, 'replay-begun'), actionOn(letter, 'replayed')], 'replayed'],
    ['a refused replay', [actionOn(letter, 'replay-begun'), actionOn(letter, 'replay-refused')], 'open'],
    ['a discard', [actionOn(letter, 'discarded')], 'discarded'],
    ['a discard and a replay', [actionOn(letter, 'discarded'), actionOn(letter, 'replayed')], 'replayed'],
    ['a replay and a new failure', [actionOn(letter, 'replayed', 6n)], 'open'],
  ])('after %s', (_event, actions, state) => {
    const [joined] = joinLetters([letter], new Map([[letter.id, actions]]));
    expect(joined?.state).toBe(state);
  });
});
