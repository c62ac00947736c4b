import { isDeepStrictEqual } from 'node:util';
import { type Decided } from './decisions';
import { type Outcome } from './outcome';

const MAX_SHOWN = 3;

/** Describes how a run differs from the undisturbed run; empty if they are equal. */
export function compareOutcomes(expected: Outcome, actual: Outcome): string[] {
  return [
    ...decisionDifferences(expected.decisions, actual.decisions),
    ...list('pages missing', without(expected.pages, actual.pages)),
    ...list('pages too many', without(actual.pages, expected.pages)),
    ...list('pages with another Idempotency-Key', without(actual.pageKeys, expected.pageKeys)),
    ...list('Idempotency-Keys of several pages', shared(actual.pageKeys)),
  ];
}

/** Finds keys of several pages: the receiver would take the second page for a repeat. */
function shared(pageKeys: readonly string[]): string[] {
  const keys = pageKeys.map((pageKey) => pageKey.slice(pageKey.lastIndexOf(' ') + 1));
  return [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))];
}

function decisionDifferences(expected: readonly Decided[], actual: readonly Decided[]): string[] {
  const wanted = byPlace(expected);
  const got = byPlace(actual);
  const changed = [...wanted].filter(
    ([place, decision]) => got.has(place) && !isDeepStrictEqual(got.get(place), decision),
  );
  return [
    ...list('decisions missing', without([...wanted.keys()], [...got.keys()])),
    ...list('decisions too many', without([...got.keys()], [...wanted.keys()])),
    ...list(
      'decisions that differ',
      changed.map(
        ([place, decision]) => `${place}: ${JSON.stringify(got.get(place))} for ${JSON.stringify(decision)}`,
      ),
    ),
  ];
}

/** Gives a result that was stored twice two places. */
function byPlace(decisions: readonly Decided[]): Map<string, Decided> {
  const places = new Map<string, Decided>();
  for (const decision of decisions) {
    const place = `${decision.mrn},${decision.observedLocal},${String(decision['umolPerL'])}#${String(decision['revision'])}`;
    let own = place;
    for (let again = 2; places.has(own); again += 1) own = `${place} (${again})`;
    places.set(own, decision);
  }
  return places;
}

function without(all: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return all.filter((item) => !known.has(item));
}

function list(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length > MAX_SHOWN ? `; and ${items.length - MAX_SHOWN} more` : '';
  return [`${items.length} ${title}: ${items.slice(0, MAX_SHOWN).join('; ')}${more}`];
}
