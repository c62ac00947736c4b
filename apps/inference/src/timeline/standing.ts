import { supersedes } from './supersedes';
import { type TimelineResult } from './timeline-result';

/**
 * Results without those that another stands for: one order's result may have come under two numbers before they were
 * merged, and is one result all the same. What was said last of either stands, a withdrawal too.
 */
export function standing(results: Iterable<TimelineResult>): TimelineResult[] {
  const stands = new Map<string, TimelineResult>();
  for (const one of results) {
    const identity = identityOf(one);
    const other = stands.get(identity);
    if (!other || overrules(one, other)) stands.set(identity, one);
  }
  return [...stands.values()];
}

/** Without an order number each is one of its own. */
function identityOf({ id, order, subId, observedAtMs }: TimelineResult): string {
  return order === '' ? id : `${observedAtMs} ${order}\n${subId}`;
}

/** Of two said at once always the same. */
function overrules(one: TimelineResult, other: TimelineResult): boolean {
  return supersedes(one, other) && (!supersedes(other, one) || one.id < other.id);
}
