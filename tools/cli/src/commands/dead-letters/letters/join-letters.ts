import { type DeadLetterActionRecord } from '@renwatch/events';
import { type Letter, type LetterRecord } from './letter';
import { letterState } from './letter-state';

/** Records as letters, oldest first: the parts of one source become one, and each has what was done about it. */
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
