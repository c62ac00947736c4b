import { type KubeObject } from '../manifests/kube-object';
import { when } from './when';

const SETTING = 'MODEL_SWITCH_FILE';
const SERVICE = 'inference';

interface RoleRule {
  resources: string[];
  resourceNames?: string[];
  verbs: string[];
}

/** Faults that keep the person on call from switching the model off for good, one sentence each. */
export function switchFaults(objects: readonly KubeObject[]): string[] {
  const deployment = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === SERVICE);
  const pod = deployment?.spec?.template?.spec;
  if (!pod) return [];
  const [container] = pod.containers;
  const file = container?.env?.find(({ name }) => name === SETTING)?.value ?? '';
  const mount = container?.volumeMounts?.find(({ mountPath }) => file.startsWith(`${mountPath}/`));
  const volume = pod.volumes?.find(({ name }) => name === mount?.name);
  const source = volume?.['configMap'] as { name: string; optional?: boolean } | undefined;
  if (!mount || !source) return [`${SERVICE} has no ${SETTING} in a ConfigMap`];
  const map = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === source.name);
  const faults = [
    ...when(!map, 'is missing'),
    ...when(Object.keys(map?.data ?? {}).length > 0, 'is reset when the manifests are applied again'),
    ...when(source.optional !== true, 'keeps pods from starting if it is missing'),
    ...when('subPath' in mount, 'never changes in a running pod'),
    ...when(!mayPatch(objects, source.name), 'may not be changed by renwatch-operator'),
  ];
  return faults.map((fault) => `ConfigMap/${source.name} ${fault}`);
}

function mayPatch(objects: readonly KubeObject[], name: string): boolean {
  const role = objects.find(({ kind, metadata }) => kind === 'Role' && metadata.name === 'renwatch-operator');
  return ((role?.['rules'] ?? []) as RoleRule[]).some(
    ({ resources, resourceNames = [], verbs }) =>
      resources.includes('configmaps') && resourceNames.includes(name) && verbs.includes('patch'),
  );
}
