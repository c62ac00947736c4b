import { type Letter, type LetterState } from './letter';

/** Selects letters; an absent field matches all. Times are those of the failure; `until` is exclusive. */
export interface LetterFilter {
  origin?: string;
  reason?: string;
  feed?: string;
  since?: Date;
  until?: Date;
  state: LetterState | 'all';
}

export function matches(letter: Letter, filter: LetterFilter): boolean {
  const [{ origin, reason, source, failedAt }] = letter.records;
  const { since, until, state } = filter;
  const at = Date.parse(failedAt);
  return (
    (filter.origin ?? origin) === origin &&
    (filter.reason ?? reason) === reason &&
    (filter.feed ?? source.feed) === source.feed &&
    (since === undefined || at >= since.getTime()) &&
    (until === undefined || at < until.getTime()) &&
    (state === 'all' || letter.state === state)
  );
}
