import { readdirSync } from 'node:fs';
import path from 'node:path';
import { MANIFESTS } from './workspace';

/** Pairs that must not be combined: two autoscalers, two ways to reach the broker, two ways to be scraped. */
const EXCLUSIVE = [
  ['autoscaling', 'autoscaling-keda'],
  ['kafka', 'kafka-tls'],
  ['metrics', 'monitoring'],
];

export const componentNames = (): string[] => readdirSync(path.join(MANIFESTS, 'components')).sort();
export const overlayNames = (): string[] => readdirSync(path.join(MANIFESTS, 'overlays')).sort();

/** Returns every allowed set of components, the empty set first. */
export function everyCombination(names: readonly string[]): string[][] {
  const sets = names.reduce<string[][]>((all, name) => [...all, ...all.map((set) => [...set, name])], [[]]);
  return sets.filter(isAllowed);
}

/** Returns the empty set, each component alone, and the largest allowed sets: all that `npm test` has time for. */
export function smallestAndLargest(names: readonly string[]): string[][] {
  const every = everyCombination(names);
  const most = Math.max(...every.map(({ length }) => length));
  return every.filter(({ length }) => length <= 1 || length === most);
}

const isAllowed = (set: readonly string[]): boolean =>
  !EXCLUSIVE.some((pair) => pair.every((name) => set.includes(name)));
