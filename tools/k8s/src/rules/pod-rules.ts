import { type Container, type KubeObject, nameOf, type PodSpec } from '../manifests/kube-object';
import { when } from './when';

/** Default DRAIN_TIMEOUT_MS plus a margin for the process's end; the time of a preStop hook is added to it. */
const DRAIN_SECONDS = 12;
const LOST_NODE = ['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready'];
const LONGEST_TOLERATION_SECONDS = 10;
const LABELS = ['app.kubernetes.io/name', 'app.kubernetes.io/component', 'app.kubernetes.io/part-of'];
/** Never two replicas, because both would send the whole stream. */
const SIMULATED = ['simulator'];
/** The path each probe must use: liveness ignores a lost broker, which is no reason for a restart. */
const PROBED = { startupProbe: '/livez', livenessProbe: '/livez', readinessProbe: '/readyz' } as const;
const OWN_IMAGE = /(^|\/)renwatch\/[a-z]+[:@]/;

/** Faults of a workload's pods, one sentence each. */
export function podFaults(object: KubeObject): string[] {
  const template = object.spec?.template;
  if (!template) return [];
  const { spec } = template;
  const faults = [
    ...LABELS.filter((label) => !template.metadata.labels?.[label]).map((label) => `has no label ${label}`),
    ...rootFaults(spec),
    ...placeFaults(object, spec),
    ...spec.containers.flatMap((container) => containerFaults(object, container)),
    // They end before the pod is probed.
    ...(spec.initContainers ?? []).flatMap((container) =>
      containerFaults({ ...object, kind: 'Job' }, container),
    ),
  ];
  return faults.map((fault) => `${nameOf(object)}: ${fault}`);
}

function rootFaults(spec: PodSpec): string[] {
  const { securityContext: context, automountServiceAccountToken, hostNetwork, hostPID } = spec;
  return [
    ...when(context?.runAsNonRoot !== true || !context.runAsUser, 'may run as root'),
    ...when(context?.seccompProfile?.type !== 'RuntimeDefault', 'lacks the seccomp profile RuntimeDefault'),
    ...when(automountServiceAccountToken !== false, 'mounts a service account token'),
    ...when(!spec.serviceAccountName, 'runs as the default service account'),
    ...when(hostNetwork === true || hostPID === true, 'shares the network or the processes of its node'),
  ];
}

function placeFaults({ kind, spec: own }: KubeObject, spec: PodSpec): string[] {
  if (kind !== 'Deployment') return [];
  const grace = spec.terminationGracePeriodSeconds ?? 0;
  const leaveSeconds = Math.max(
    ...spec.containers.map(({ lifecycle }) => lifecycle?.preStop?.sleep?.seconds ?? 0),
  );
  const staysSeconds = LOST_NODE.map(
    (lost) => spec.tolerations?.find(({ key }) => key === lost)?.tolerationSeconds ?? Infinity,
  );
  const spread = spec.topologySpreadConstraints?.[0];
  return [
    ...when(
      grace < leaveSeconds + DRAIN_SECONDS,
      `is killed after ${grace} s, before its drain may have ended`,
    ),
    ...when(
      Math.max(...staysSeconds) > LONGEST_TOLERATION_SECONDS,
      `stays on a lost node for more than ${LONGEST_TOLERATION_SECONDS} s`,
    ),
    ...when(
      !SIMULATED.includes(spec.containers[0]?.name ?? '') &&
        own?.strategy?.rollingUpdate?.maxUnavailable !== 0,
      'has a gap during a roll-out',
    ),
    ...when(spread?.whenUnsatisfiable !== 'ScheduleAnyway', 'is not softly spread over nodes'),
  ];
}

function containerFaults({ kind }: KubeObject, container: Container): string[] {
  const { name, image, resources, securityContext: context } = container;
  const [, tag] = /:([^:/]+)$/.exec(image) ?? [];
  const runsOn = kind !== 'Job';
  const faults = [
    ...when(!tag && !image.includes('@sha256:'), `its image ${image} has no tag`),
    ...when(tag === 'latest', `its image ${image} has the tag latest`),
    ...(runsOn ? probeFaults(container) : []),
    ...secretFaults(container),
    ...when(!resources?.requests?.cpu || !resources.requests.memory, 'requests no CPU or no memory'),
    ...when(!resources?.limits?.cpu || !resources.limits.memory, 'has no limit of CPU or of memory'),
    ...when(
      context?.allowPrivilegeEscalation !== false || context.privileged === true,
      'may gain privileges',
    ),
    ...when(
      !context?.capabilities?.drop?.includes('ALL') || !!context.capabilities.add,
      'keeps capabilities',
    ),
    ...when(
      OWN_IMAGE.test(image) && context?.readOnlyRootFilesystem !== true,
      'may write its root file system',
    ),
  ];
  return faults.map((fault) => `container ${name} ${fault}`);
}

function probeFaults(container: Container): string[] {
  const asks = Object.entries(PROBED) as [keyof typeof PROBED, string][];
  return asks.flatMap(([probe, path]) => [
    ...when(!container[probe], `has no ${probe}`),
    ...when(
      OWN_IMAGE.test(container.image) && !!container[probe] && container[probe].httpGet?.path !== path,
      `has a ${probe} with another path than ${path}`,
    ),
  ]);
}

/** Secrets must be files, because many tools show an environment and every child process inherits it. */
function secretFaults({ env = [], envFrom = [] }: Container): string[] {
  const shown = [
    ...env.filter(({ valueFrom }) => valueFrom?.secretKeyRef).map(({ name }) => name),
    ...envFrom.flatMap(({ secretRef }) => (secretRef ? [secretRef.name] : [])),
  ];
  return shown.map((name) => `has the secret ${name} in its environment`);
}
