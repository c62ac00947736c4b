import { type KubeObject, nameOf } from '../manifests/kube-object';
import { when } from './when';

interface RoleRule {
  resources: string[];
  verbs: string[];
}

const READING = ['get', 'list', 'watch'];
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

const rulesOf = (role: KubeObject | undefined) => (role?.['rules'] ?? []) as RoleRule[];
