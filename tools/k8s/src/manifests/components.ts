import { readdirSync } from 'node:fs';
import path from 'node:path';
import { MANIFESTS } from './workspace';

/** Two ways to decide one number of replicas, two to speak to one broker. */
const EXCLUSIVE = [
  ['autoscaling', 'autoscaling-keda'],
  ['kafka', 'kafka-tls'],
];

export const componentNames = (): string[] => readdirSync(path.join(MANIFESTS, 'components')).sort();
export const overlayNames = (): string[] => readdirSync(path.join(MANIFESTS, 'overlays')).sort();

/** Every set of components that may stand together, the empty one first. */
export function everyCombination(names: readonly string[]): string[][] {
  const sets = names.reduce<string[][]>((all, name) => [...all, ...all.map((set) => [...set, name])], [[]]);
  return sets.filter(mayStandTogether);
}

/** None, each alone, and as many at once as may stand together, which has each pair: what `npm test` has the time for. */
export function fewestAndMost(names: readonly string[]): string[][] {
  const every = everyCombination(names);
  const most = Math.max(...every.map(({ length }) => length));
  return every.filter(({ length }) => length <= 1 || length === most);
}

const mayStandTogether = (set: readonly string[]): boolean =>
  !EXCLUSIVE.some((pair) => pair.every((name) => set.includes(name)));
