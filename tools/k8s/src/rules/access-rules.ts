import { type KubeObject, nameOf } from '../manifests/kube-object';
import { when } from './when';

interface RoleRule {
  resources: string[];
  verbs: string[];
}

const SEEING = ['get', 'list', 'watch'];
const ENFORCED = 'pod-security.kubernetes.io/enforce';

/** Who may do what, and where it runs; one sentence each. */
export function accessFaults(objects: readonly KubeObject[]): string[] {
  const role = (name: string) =>
    objects.find(({ kind, metadata }) => kind === 'Role' && metadata.name === name);
  const viewer = role('renwatch-viewer');
  const operator = role('renwatch-operator');
  const more = rulesOf(viewer).flatMap(({ verbs }) => verbs.filter((verb) => !SEEING.includes(verb)));
  const roles = [viewer, operator].filter((one) => one !== undefined);
  return [
    ...when(!viewer, 'there is no Role/renwatch-viewer'),
    ...when(!operator, 'there is no Role/renwatch-operator'),
    ...when(more.length > 0, `Role/renwatch-viewer may also ${more.join(', ')}`),
    ...roles
      .filter((one) =>
        rulesOf(one).some(({ resources }) => resources.some((name) => /^(secrets|\*)/.test(name))),
      )
      .map((one) => `${nameOf(one)} may see secrets`),
    ...objects
      .filter(({ kind, metadata }) => kind === 'Namespace' && metadata.labels?.[ENFORCED] !== 'restricted')
      .map((one) => `${nameOf(one)} does not enforce the Pod Security Standard restricted`),
    ...objects
      .filter((one) => one.kind === 'ServiceAccount' && one['automountServiceAccountToken'] !== false)
      .map((one) => `${nameOf(one)} has its token mounted`),
  ];
}

const rulesOf = (role: KubeObject | undefined) => (role?.['rules'] ?? []) as RoleRule[];
