import { type Letter } from './letter';
import { letterBytes } from './letter-bytes';

/** A letter as JSON: everything about it but its payload. */
export function letterFacts(letter: Letter): object {
  const { id, records, isWhole, state, actions } = letter;
  const [{ origin, reason, detail, source, failedAt }] = records;
  return {
    ...{ id, state, failedAt, origin, reason, detail, source },
    bytes: letterBytes(letter),
    parts: records.length,
    isWhole,
    actions: actions.map(({ action, at, by, note }) => ({ action, at, by, note })),
  };
}
