import { type KubeObject, nameOf } from '../manifests/kube-object';

/** Services whose replicas a node drain may stop, one at a time. */
const SERVICES = ['gateway', 'inference', 'pager'];

/** Faults of a rendered set as a whole: gaps and contradictions, one sentence each. */
export function setFaults(objects: readonly KubeObject[]): string[] {
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
  const names = (kind: string) => new Set(ofKind(kind).map(({ metadata }) => metadata.name));
  const budgets = new Map(
    ofKind('PodDisruptionBudget').map(({ metadata, spec }) => [metadata.name, spec?.['maxUnavailable']]),
  );
  const accounts = names('ServiceAccount');
  const scaled = new Set([...names('HorizontalPodAutoscaler'), ...names('ScaledObject')]);
  return [
    ...twice(objects.map(nameOf)).map((name) => `${name} exists twice`),
    ...SERVICES.filter((name) => budgets.get(name) !== 1).map(
      (name) => `${name} has no disruption budget of 1`,
    ),
    ...objects.flatMap((object) => {
      const account = object.spec?.template?.spec.serviceAccountName;
      return account && !accounts.has(account)
        ? [`${nameOf(object)}: there is no ServiceAccount/${account}`]
        : [];
    }),
    ...ofKind('Deployment')
      .filter(({ metadata, spec }) => scaled.has(metadata.name) && spec?.replicas !== undefined)
      .map((object) => `${nameOf(object)}: sets replicas although it has an autoscaler`),
    ...objects
      .filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace === undefined)
      .map((object) => `${nameOf(object)} is in no namespace`),
  ];
}

const twice = (names: readonly string[]): string[] => names.filter((name, i) => names.indexOf(name) !== i);
