import { isDeepStrictEqual } from 'node:util';
import { type Decided } from './decisions';
import { type Outcome } from './outcome';

const MAX_SHOWN = 3;

/** How a run differs from the undisturbed one, in words; empty where they are equal. */
export function compareOutcomes(expected: Outcome, actual: Outcome): string[] {
  return [
    ...decisionDifferences(expected.decisions, actual.decisions),
    ...list('pages missing', without(expected.pages, actual.pages)),
    ...list('pages too many', without(actual.pages, expected.pages)),
    ...list('pages with another Idempotency-Key', without(actual.pageKeys, expected.pageKeys)),
    ...list('Idempotency-Keys of several pages', shared(actual.pageKeys)),
  ];
}

/** Two pages of one key would be taken for one, and nobody called for the second. */
function shared(pageKeys: readonly string[]): string[] {
  const keys = pageKeys.map((one) => one.slice(one.lastIndexOf(' ') + 1));
  return [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))];
}

function decisionDifferences(expected: readonly Decided[], actual: readonly Decided[]): string[] {
  const wanted = byPlace(expected);
  const got = byPlace(actual);
  const changed = [...wanted].filter(
    ([place, one]) => got.has(place) && !isDeepStrictEqual(got.get(place), one),
  );
  return [
    ...list('decisions missing', without([...wanted.keys()], [...got.keys()])),
    ...list('decisions too many', without([...got.keys()], [...wanted.keys()])),
    ...list(
      'decisions that differ',
      changed.map(([place, one]) => `${place}: ${JSON.stringify(got.get(place))} for ${JSON.stringify(one)}`),
    ),
  ];
}

/** A result that was stored twice has a place of its own for each. */
function byPlace(decisions: readonly Decided[]): Map<string, Decided> {
  const places = new Map<string, Decided>();
  for (const one of decisions) {
    const place = `${one.mrn},${one.observedLocal},${String(one['umolPerL'])}#${String(one['revision'])}`;
    let own = place;
    for (let again = 2; places.has(own); again += 1) own = `${place} (${again})`;
    places.set(own, one);
  }
  return places;
}

function without(all: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return all.filter((one) => !known.has(one));
}

function list(what: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length > MAX_SHOWN ? `; and ${items.length - MAX_SHOWN} more` : '';
  return [`${items.length} ${what}: ${items.slice(0, MAX_SHOWN).join('; ')}${more}`];
}
