import { feedName } from '@renwatch/feeds';
import { type KubeObject, nameOf } from '../manifests/kube-object';
import { describedFeeds, sharedSettings, usesTls } from './described-feeds';
import { speakers } from './speakers';
import { waysOut } from './ways-out';
import { when } from './when';

const SERVICES = ['gateway', 'inference', 'pager'];
/** Services that use the database. */
const DATABASE_USERS = ['inference', 'pager'];
/** Required settings of a production configuration. */
const CONFIGURED: Record<string, RegExp> = {
  KAFKA_TLS: /^on$/,
  KAFKA_SASL_MECHANISM: /^scram-sha-/,
  KAFKA_SASL_USERNAME: /./,
  KAFKA_REPLICATION: /^3$/,
  KAFKA_MIN_INSYNC_REPLICAS: /^2$/,
};
/** A version, or better the digest, of an image in a registry. */
const PINNED_IMAGE = /^[^/]+\.[^/]+\/[^@]*(:\d[^@]*|@sha256:[0-9a-f]{64})$/;
const TRIAL_PARTS = ['kafka', 'postgres', 'simulator'];

/** Faults of the production overlay beyond the rules of every set, one sentence each. */
export function productionFaults(objects: readonly KubeObject[]): string[] {
  const config = sharedSettings(objects);
  const { short, file } = describedFeeds(objects);
  const workloads = objects.filter(({ spec }) => spec?.template);
  const images = workloads.flatMap(
    ({ spec }) => spec?.template?.spec.containers.map(({ image }) => image) ?? [],
  );
  const ways = waysOut(objects);
  const named = speakers(objects);
  const scaled = new Set(
    objects
      .filter(({ kind }) => kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject')
      .map(({ metadata }) => metadata.name),
  );
  return [
    ...Object.entries(CONFIGURED)
      .filter(([name, right]) => !right.test(config[name] ?? ''))
      .map(([name]) => `${name}=${config[name] ?? ''} is not a production setting`),
    ...when(short.length + file.length === 0, 'no feed is described'),
    ...[...short, ...file]
      .filter((feed) => feed.direction === 'listened' && !usesTls(feed))
      .map((feed) => `feed ${feedName(feed)} is without TLS`),
    ...SERVICES.filter((name) => !scaled.has(name)).map((name) => `nothing scales ${name}`),
    ...images
      .filter((image) => !PINNED_IMAGE.test(image))
      .map((image) => `the image ${image} names no version in a registry`),
    ...workloads
      .filter(({ metadata }) => TRIAL_PARTS.includes(metadata.name))
      .map((workload) => `${nameOf(workload)} is only for trials`),
    ...when(
      !objects.some(({ kind, spec }) => kind === 'Service' && spec?.['type'] === 'LoadBalancer'),
      'no hospital outside the cluster can dial in',
    ),
    ...[...named].flatMap(([port, names]) =>
      names
        .filter((name) => !ways.some((way) => way.port === port && way.names.includes(name)))
        .map((name) => `no NetworkPolicy opens the way out to port ${port} to ${name}`),
    ),
    ...DATABASE_USERS.filter(
      (name) => !ways.some((way) => !named.has(way.port) && way.names.includes(name)),
    ).map((name) => `no NetworkPolicy opens the way out to a database to ${name}`),
  ];
}
