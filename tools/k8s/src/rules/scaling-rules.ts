import { type KubeObject, nameOf } from '../manifests/kube-object';
import { when } from './when';

interface ScaleDown {
  stabilizationWindowSeconds?: number;
  policies?: { type: string; value: number; periodSeconds: number }[];
}

const MIN_REPLICAS = 3;
/** Default of KAFKA_PARTITIONS. */
const PARTITIONS = 24;
const MIN_WINDOW_SECONDS = 300;
/** Limit for all sessions together: docs/operations/kubernetes.md asks for max_connections above it. */
const MAX_DATABASE_SESSIONS = 180;
/** Default of DATABASE_CONNECTIONS. */
const SESSIONS_PER_REPLICA = 8;
/** The pod that a roll-out adds. */
const SURGE = 1;
/** One of an init container, two of a history import, and those of people. */
const OTHER_SESSIONS = 10;
/** Services that share the partitions of a topic. */
const CONSUMERS = ['inference', 'pager'];

/** Faults of autoscalers, one sentence each. */
export function scalingFaults(objects: readonly KubeObject[]): string[] {
  const config = objects.find(({ kind, data }) => kind === 'ConfigMap' && data?.['KAFKA_BROKERS']);
  const partitions = Number(config?.data?.['KAFKA_PARTITIONS'] ?? PARTITIONS);
  const faults = objects.filter(isAutoscaler).flatMap((object) => {
    const { least, most, down } = limitsOf(object);
    const [policy, ...others] = down?.policies ?? [];
    const isSlow =
      (down?.stabilizationWindowSeconds ?? 0) >= MIN_WINDOW_SECONDS &&
      others.length === 0 &&
      policy?.type === 'Pods' &&
      policy.value === 1;
    return [
      ...when(least < MIN_REPLICAS, `scales down to ${least}, fewer than ${MIN_REPLICAS}`),
      ...when(
        CONSUMERS.includes(object.metadata.name) && most > partitions,
        `scales up to ${most}, more than the ${partitions} partitions`,
      ),
      ...when(!isSlow, 'scales down too fast; allow one pod at a time, after five minutes'),
    ].map((fault) => `${nameOf(object)}: ${fault}`);
  });
  return [...faults, ...sessionFaults(objects, config)];
}

/** Every consumer uses the database. */
function sessionFaults(objects: readonly KubeObject[], config: KubeObject | undefined): string[] {
  const each = Number(config?.data?.['DATABASE_CONNECTIONS'] ?? SESSIONS_PER_REPLICA);
  const replicas = objects
    .filter((object) => isAutoscaler(object) && CONSUMERS.includes(object.metadata.name))
    .map((object) => limitsOf(object).most + SURGE);
  const sessions = replicas.reduce((sum, count) => sum + count * each, OTHER_SESSIONS);
  return when(
    replicas.length > 0 && sessions > MAX_DATABASE_SESSIONS,
    `autoscaling may open ${sessions} database sessions, more than the ${MAX_DATABASE_SESSIONS} that the database is asked for`,
  );
}

const isAutoscaler = ({ kind }: KubeObject) => kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject';

function limitsOf({ kind, spec = {} }: KubeObject): {
  least: number;
  most: number;
  down: ScaleDown | undefined;
} {
  const isKeda = kind === 'ScaledObject';
  const advanced = spec['advanced'] as { horizontalPodAutoscalerConfig?: { behavior?: object } } | undefined;
  const behavior = isKeda ? advanced?.horizontalPodAutoscalerConfig?.behavior : spec['behavior'];
  return {
    least: Number(spec[isKeda ? 'minReplicaCount' : 'minReplicas'] ?? 0),
    most: Number(spec[isKeda ? 'maxReplicaCount' : 'maxReplicas'] ?? Infinity),
    down: (behavior as { scaleDown?: ScaleDown } | undefined)?.scaleDown,
  };
}
