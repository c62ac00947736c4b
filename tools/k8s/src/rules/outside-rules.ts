import { type KubeObject, nameOf } from '../manifests/kube-object';
import { DATABASE_SPEAKERS, speakers } from './speakers';
import { waysOut } from './ways-out';

/** Faults of policies that let pods leave the namespace without need, one sentence each. */
export function outsideFaults(objects: readonly KubeObject[]): string[] {
  const named = speakers(objects);
  return waysOut(objects).flatMap(({ policy, names, port }) =>
    names
      .filter((name) => !(named.get(port) ?? DATABASE_SPEAKERS).includes(name))
      .map((name) => `${nameOf(policy)} opens the way out to port ${port} to ${name}, which needs none`),
  );
}
