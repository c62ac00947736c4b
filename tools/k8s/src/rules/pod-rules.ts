import { type Container, type KubeObject, nameOf, type PodSpec } from '../manifests/kube-object';
import { when } from './when';

/** Of DRAIN_TIMEOUT_MS's default, with a margin for the process's own end; what a preStop hook takes comes on top. */
const DRAIN_SECONDS = 12;
const LOST_NODE = ['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready'];
const LONGEST_TOLERATION_SECONDS = 10;
const LABELS = ['app.kubernetes.io/name', 'app.kubernetes.io/component', 'app.kubernetes.io/part-of'];
/** One hospital: a second one beside it would send everything twice. */
const SIMULATED = ['simulator'];
/** What each probe asks of our own images: a lost broker is no reason to be killed. */
const PROBED = { startupProbe: '/livez', livenessProbe: '/livez', readinessProbe: '/readyz' } as const;
const OWN_IMAGE = /(^|\/)renwatch\/[a-z]+:/;

/** What a workload does that no pod of Renwatch may do; one sentence each, none where all is well. */
export function podFaults(object: KubeObject): string[] {
  const template = object.spec?.template;
  if (!template) return [];
  const { spec } = template;
  const faults = [
    ...LABELS.filter((label) => !template.metadata.labels?.[label]).map((label) => `has no label ${label}`),
    ...rootFaults(spec),
    ...placeFaults(object, spec),
    ...[...spec.containers, ...(spec.initContainers ?? [])].flatMap((one) => containerFaults(object, one)),
  ];
  return faults.map((fault) => `${nameOf(object)}: ${fault}`);
}

function rootFaults(spec: PodSpec): string[] {
  const { securityContext: context, automountServiceAccountToken, hostNetwork, hostPID } = spec;
  return [
    ...when(context?.runAsNonRoot !== true || !context.runAsUser, 'may run as root'),
    ...when(context?.seccompProfile?.type !== 'RuntimeDefault', 'has not the seccomp profile RuntimeDefault'),
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
    ...when(grace < leaveSeconds + DRAIN_SECONDS, `is killed after ${grace} s, before its drain may be over`),
    ...when(
      Math.max(...staysSeconds) > LONGEST_TOLERATION_SECONDS,
      `stays on a lost node for more than ${LONGEST_TOLERATION_SECONDS} s`,
    ),
    ...when(
      !SIMULATED.includes(spec.containers[0]?.name ?? '') &&
        own?.strategy?.rollingUpdate?.maxUnavailable !== 0,
      'has a gap while it is rolled out',
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
    ...when(tag === 'latest', `its image ${image} is whatever is latest`),
    ...(runsOn ? probeFaults(container) : []),
    ...secretFaults(container),
    ...when(!resources?.requests?.cpu || !resources.requests.memory, 'requests no cpu or no memory'),
    ...when(!resources?.limits?.cpu || !resources.limits.memory, 'has no limit of cpu or of memory'),
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
      `has a ${probe} that asks for something else than ${path}`,
    ),
  ]);
}

/** Secrets are files: an environment is shown by many tools, and read by every child. */
function secretFaults({ env = [], envFrom = [] }: Container): string[] {
  const shown = [
    ...env.filter(({ valueFrom }) => valueFrom?.secretKeyRef).map(({ name }) => name),
    ...envFrom.flatMap(({ secretRef }) => (secretRef ? [secretRef.name] : [])),
  ];
  return shown.map((name) => `has the secret ${name} in its environment`);
}
