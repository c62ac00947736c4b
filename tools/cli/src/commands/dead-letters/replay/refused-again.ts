import { type Letter } from '../letters/letter';

/**
 * Why the gateway dead-lettered a message again, from the letters before and after it was sent; undefined where it did
 * not. Told by the message's id: the letter's own differs where it now came by another feed.
 */
export function refusedAgain(
  letter: Letter,
  before: readonly Letter[],
  after: readonly Letter[],
): string | undefined {
  const { messageId } = letter.records[0].source;
  if (messageId === null) return undefined;
  const newest = new Map(before.map(({ id, records }) => [id, records[0].place.offset]));
  const again = after.find(({ id, records: [{ origin, source, place }] }) => {
    const known = newest.get(id);
    const isNew = known === undefined || place.offset > known;
    return origin === 'gateway' && source.messageId === messageId && isNew;
  });
  return again?.records[0].reason;
}
