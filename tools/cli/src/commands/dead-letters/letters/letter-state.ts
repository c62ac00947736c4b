import { type DeadLetterActionRecord } from '@renwatch/events';
import { type LetterRecord, type LetterState } from './letter';

/**
 * What the newest action made of a letter. One that was written again after that is open again: the same message came
 * to the same end. Places are compared, not times: two machines' clocks may differ.
 */
export function letterState(
  newest: Pick<LetterRecord, 'place'>,
  actions: readonly DeadLetterActionRecord[],
): LetterState {
  const ending = actions.findLast(({ action }) => action === 'replayed' || action === 'discarded');
  if (!ending) return 'open';
  const { partition, offset } = newest.place;
  if (ending.letter.partition !== partition || BigInt(ending.letter.offset) < offset) return 'open';
  return ending.action === 'replayed' ? 'replayed' : 'discarded';
}
