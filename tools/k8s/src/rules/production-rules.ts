import { type KubeObject, nameOf } from '../manifests/kube-object';
import { speakers } from './speakers';
import { waysOut } from './ways-out';
import { when } from './when';

const SERVICES = ['gateway', 'inference', 'pager'];
/** They keep what they do in the database. */
const DECIDERS = ['inference', 'pager'];
/** What the configuration of a hospital's own must say. */
const CONFIGURED: Record<string, RegExp> = {
  KAFKA_TLS: /^on$/,
  KAFKA_SASL_MECHANISM: /^scram-sha-/,
  KAFKA_SASL_USERNAME: /./,
  KAFKA_REPLICATION: /^3$/,
  KAFKA_MIN_INSYNC_REPLICAS: /^2$/,
  MLLP_LISTEN: /tls=on/,
};
const PARTS_OF_A_TRIAL = ['kafka', 'postgres', 'simulator'];

/** What the production overlay lacks, beyond what every set must have; one sentence each. */
export function productionFaults(objects: readonly KubeObject[]): string[] {
  const config =
    objects.find(({ kind, data }) => kind === 'ConfigMap' && data?.['KAFKA_BROKERS'])?.data ?? {};
  const workloads = objects.filter(({ spec }) => spec?.template);
  const images = workloads.flatMap(
    ({ spec }) => spec?.template?.spec.containers.map(({ image }) => image) ?? [],
  );
  const ways = waysOut(objects);
  const named = speakers(config);
  const scaled = new Set(
    objects
      .filter(({ kind }) => kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject')
      .map(({ metadata }) => metadata.name),
  );
  return [
    ...Object.entries(CONFIGURED)
      .filter(([name, right]) => !right.test(config[name] ?? ''))
      .map(([name]) => `${name}=${config[name] ?? ''} is not production's`),
    ...SERVICES.filter((name) => !scaled.has(name)).map((name) => `nothing scales ${name}`),
    ...images
      .filter((image) => !/^[^/]+\.[^/]+\/.*:\d/.test(image) || image.endsWith(':local'))
      .map((image) => `the image ${image} is pinned to no version of a registry`),
    ...workloads
      .filter(({ metadata }) => PARTS_OF_A_TRIAL.includes(metadata.name))
      .map((one) => `${nameOf(one)} is for trying out`),
    ...when(
      !objects.some(({ kind, spec }) => kind === 'Service' && spec?.['type'] === 'LoadBalancer'),
      'no hospital outside the cluster can dial in',
    ),
    ...[...named].flatMap(([port, names]) =>
      names
        .filter((name) => !ways.some((way) => way.port === port && way.names.includes(name)))
        .map((name) => `no NetworkPolicy opens the way out to port ${port} to ${name}`),
    ),
    ...DECIDERS.filter((name) => !ways.some((way) => !named.has(way.port) && way.names.includes(name))).map(
      (name) => `no NetworkPolicy opens the way out to a database to ${name}`,
    ),
  ];
}
