import { type KubeObject, nameOf } from '../manifests/kube-object';
import { when } from './when';

interface RoleRule {
  resources: string[];
  verbs: string[];
}

const READING = ['get', 'list', 'watch'];
/** Ways into a running pod, or to change what it runs: each shows the secrets that are mounted there. */
const INTO_PODS = ['pods/exec', 'pods/attach', 'pods/ephemeralcontainers', '*', 'pods/*'];
const WORKLOADS = ['deployments', 'statefulsets', 'daemonsets', 'jobs', 'cronjobs', 'replicasets'];
const ENFORCED = 'pod-security.kubernetes.io/enforce';

/** Faults of Roles, namespaces and service accounts, one sentence each. */
export function accessFaults(objects: readonly KubeObject[]): string[] {
  const role = (name: string) =>
    objects.find(({ kind, metadata }) => kind === 'Role' && metadata.name === name);
  const viewer = role('renwatch-viewer');
  const operator = role('renwatch-operator');
  const more = rulesOf(viewer).flatMap(({ verbs }) => verbs.filter((verb) => !READING.includes(verb)));
  const roles = [viewer, operator].filter((found) => found !== undefined);
  return [
    ...when(!viewer, 'there is no Role/renwatch-viewer'),
    ...when(!operator, 'there is no Role/renwatch-operator'),
    ...when(more.length > 0, `Role/renwatch-viewer may also ${more.join(', ')}`),
    ...roles
      .filter((found) =>
        rulesOf(found).some(({ resources }) => resources.some((name) => /^(secrets|\*)/.test(name))),
      )
      .map((found) => `${nameOf(found)} may see secrets`),
    ...roles
      .filter(mayEnterPods)
      .map((found) => `${nameOf(found)} may enter pods, and read the secrets in them`),
    ...objects
      .filter(({ kind, metadata }) => kind === 'Namespace' && metadata.labels?.[ENFORCED] !== 'restricted')
      .map((object) => `${nameOf(object)} does not enforce the Pod Security Standard restricted`),
    ...objects
      .filter(
        (object) => object.kind === 'ServiceAccount' && object['automountServiceAccountToken'] !== false,
      )
      .map((object) => `${nameOf(object)} has its token mounted`),
  ];
}

/** A workload that a role may create or change can run anything with the secrets that it mounts. */
function mayEnterPods(role: KubeObject): boolean {
  return rulesOf(role).some(({ resources, verbs }) => {
    const acts = verbs.some((verb) => !READING.includes(verb) && verb !== 'delete');
    return resources.some(
      (name) => INTO_PODS.includes(name) || (acts && (name === 'pods' || WORKLOADS.includes(name))),
    );
  });
}

const rulesOf = (role: KubeObject | undefined) => (role?.['rules'] ?? []) as RoleRule[];
