import { type KubeObject, nameOf } from '../manifests/kube-object';
import { when } from './when';

interface Way {
  ports?: { port?: string | number }[];
}

interface Policy {
  podSelector: { matchLabels?: object; matchExpressions?: object[] };
  policyTypes: string[];
  ingress?: Way[];
  egress?: Way[];
}

/** Faults of policies and Services: open connections, hidden source addresses, wrong ports; one sentence each. */
export function networkFaults(objects: readonly KubeObject[]): string[] {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  const hasDefault = policies.some((policy) => deniesAll(policyOf(policy)));
  const isMeant = policies.some(({ metadata }) => metadata.name === 'default-deny');
  return [
    ...when(isMeant && !hasDefault, 'NetworkPolicy/default-deny leaves something open'),
    ...policies
      .filter((policy) =>
        waysOf(policyOf(policy)).some(({ ports }) => !ports?.length || ports.some(({ port }) => !port)),
      )
      .map((policy) => `${nameOf(policy)} opens every port`),
    ...objects.filter(({ kind }) => kind === 'Service').flatMap((service) => serviceFaults(service, objects)),
  ];
}

const policyOf = ({ spec }: KubeObject) => spec as unknown as Policy;
const waysOf = ({ ingress = [], egress = [] }: Policy) => [...ingress, ...egress];

function deniesAll(policy: Policy): boolean {
  const ofAll = Object.keys(policy.podSelector).length === 0;
  const bothWays = ['Ingress', 'Egress'].every((type) => policy.policyTypes.includes(type));
  return ofAll && bothWays && waysOf(policy).length === 0;
}

function serviceFaults(service: KubeObject, objects: readonly KubeObject[]): string[] {
  const spec = service.spec as unknown as {
    type?: string;
    externalTrafficPolicy?: string;
    selector: Record<string, string>;
    ports: { name?: string; targetPort?: string | number }[];
  };
  const name = spec.selector['app.kubernetes.io/name'];
  const workload = objects.find(
    (object) => object.spec?.template?.metadata.labels?.['app.kubernetes.io/name'] === name,
  );
  const open = (workload?.spec?.template?.spec.containers ?? []).flatMap(({ ports = [] }) => ports);
  const isOutside = spec.type === 'LoadBalancer' || spec.type === 'NodePort';
  return [
    ...when(
      isOutside && spec.externalTrafficPolicy !== 'Local',
      'hides the source address of connections from outside',
    ),
    ...spec.ports
      .filter((port) => !port.name || !open.some(({ name: opened }) => opened === port.targetPort))
      .map((port) => `its port ${port.name ?? 'without a name'} leads to no named port of ${name}`),
  ].map((fault) => `${nameOf(service)}: ${fault}`);
}
