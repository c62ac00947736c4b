import { type KubeObject, nameOf } from '../manifests/kube-object';

/** Those that a cluster's own work (draining a node) may stop, one replica at a time. */
const SERVICES = ['gateway', 'inference', 'pager'];

/** What a whole rendered set lacks or contradicts itself in; one sentence each. */
export function setFaults(objects: readonly KubeObject[]): string[] {
  const of = (kind: string) => objects.filter((one) => one.kind === kind);
  const names = (kind: string) => new Set(of(kind).map(({ metadata }) => metadata.name));
  const budgets = new Map(
    of('PodDisruptionBudget').map((one) => [one.metadata.name, one.spec?.['maxUnavailable']]),
  );
  const accounts = names('ServiceAccount');
  const scaled = new Set([...names('HorizontalPodAutoscaler'), ...names('ScaledObject')]);
  return [
    ...twice(objects.map(nameOf)).map((name) => `${name} is there twice`),
    ...SERVICES.filter((name) => budgets.get(name) !== 1).map(
      (name) => `${name} has no disruption budget of 1`,
    ),
    ...objects.flatMap((object) => {
      const account = object.spec?.template?.spec.serviceAccountName;
      return account && !accounts.has(account)
        ? [`${nameOf(object)}: there is no ServiceAccount/${account}`]
        : [];
    }),
    ...of('Deployment')
      .filter(({ metadata, spec }) => scaled.has(metadata.name) && spec?.replicas !== undefined)
      .map((object) => `${nameOf(object)}: says how many replicas there are, and so does its autoscaler`),
    ...objects
      .filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace === undefined)
      .map((object) => `${nameOf(object)} is in no namespace`),
  ];
}

const twice = (names: readonly string[]): string[] => names.filter((name, i) => names.indexOf(name) !== i);
