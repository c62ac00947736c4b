import { type KubeObject } from '../manifests/kube-object';

/** A connection out of the namespace that a NetworkPolicy allows. */
export interface WayOut {
  policy: KubeObject;
  /** Names of the selected pods; `*` for all. */
  names: string[];
  port: number;
}

interface Policy {
  podSelector?: {
    matchLabels?: Record<string, string>;
    matchExpressions?: { key: string; values?: string[] }[];
  };
  egress?: { to?: { ipBlock?: object }[]; ports?: { port: number }[] }[];
}

const NAME = 'app.kubernetes.io/name';

/** Returns every allowed connection to an address, one per port. */
export function waysOut(objects: readonly KubeObject[]): WayOut[] {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  return policies.flatMap((policy) => {
    const { podSelector = {}, egress = [] } = policy.spec as Policy;
    const { matchLabels = {}, matchExpressions = [] } = podSelector;
    const named = matchExpressions.filter(({ key }) => key === NAME).flatMap(({ values = [] }) => values);
    const names = [matchLabels[NAME], ...named].filter((name) => name !== undefined);
    const out = egress.filter(({ to = [] }) => to.some(({ ipBlock }) => ipBlock));
    return out
      .flatMap(({ ports = [] }) => ports)
      .map(({ port }) => ({ policy, names: names.length === 0 ? ['*'] : names, port }));
  });
}
