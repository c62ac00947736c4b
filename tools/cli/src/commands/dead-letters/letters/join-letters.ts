import { type DeadLetterActionRecord } from '@renwatch/events';
import { type Letter, type LetterRecord, type LetterState } from './letter';

/** Joins records into letters, oldest first: parts of the same frame become one letter; actions are attached. */
export function joinLetters(
  records: Iterable<LetterRecord>,
  actions: ReadonlyMap<string, readonly DeadLetterActionRecord[]>,
): Letter[] {
  const frames = new Map<string, LetterRecord[]>();
  for (const record of records) {
    const { id, part, origin, reason, source } = record;
    const frame = part === null ? id : JSON.stringify([origin, reason, Object.entries(source).sort()]);
    frames.set(frame, [...(frames.get(frame) ?? []), record]);
  }
  return [...frames.values()]
    .map((parts) => letterOf(parts, actions))
    .sort((a, b) => a.records[0].failedAt.localeCompare(b.records[0].failedAt) || a.id.localeCompare(b.id));
}

function letterOf(
  parts: LetterRecord[],
  actions: ReadonlyMap<string, readonly DeadLetterActionRecord[]>,
): Letter {
  const records = parts.sort((a, b) => indexOf(a) - indexOf(b)) as [LetterRecord, ...LetterRecord[]];
  const [first] = records;
  const done = actions.get(first.id) ?? [];
  const isWhole =
    first.part === null ||
    (records.every((record, i) => record.part?.index === i) && records.at(-1)?.part?.last === true);
  return { id: first.id, records, isWhole, actions: done, state: letterState(first, done) };
}

const indexOf = ({ part }: LetterRecord): number => part?.index ?? 0;

/**
 * The state that the latest action left. A letter that was written again after that action is open again: the message
 * failed again. Offsets are compared, not times, because clocks of machines differ.
 */
function letterState(
  newest: Pick<LetterRecord, 'place'>,
  actions: readonly DeadLetterActionRecord[],
): LetterState {
  const ending = actions.findLast(({ action }) => action === 'replayed' || action === 'discarded');
  if (!ending) return 'open';
  const { partition, offset } = newest.place;
  if (ending.letter.partition !== partition || BigInt(ending.letter.offset) < offset) return 'open';
  return ending.action === 'replayed' ? 'replayed' : 'discarded';
}
