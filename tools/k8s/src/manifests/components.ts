import { readdirSync } from 'node:fs';
import path from 'node:path';
import { MANIFESTS } from './workspace';

/** Two ways to decide one number of replicas. */
const EXCLUSIVE = ['autoscaling', 'autoscaling-keda'];

export const componentNames = (): string[] => readdirSync(path.join(MANIFESTS, 'components')).sort();
export const overlayNames = (): string[] => readdirSync(path.join(MANIFESTS, 'overlays')).sort();

/** Every set of components that may stand together, the empty one first. */
export function everyCombination(names: readonly string[]): string[][] {
  const sets = names.reduce<string[][]>((all, name) => [...all, ...all.map((set) => [...set, name])], [[]]);
  return sets.filter(mayStandTogether);
}

/** Each alone, each pair, and all at once: what `npm test` has the time for. */
export function pairsAndAll(names: readonly string[]): string[][] {
  const every = everyCombination(names);
  const largest = Math.max(...every.map(({ length }) => length));
  return every.filter(({ length }) => length <= 2 || length === largest);
}

const mayStandTogether = (set: readonly string[]): boolean => !EXCLUSIVE.every((name) => set.includes(name));
