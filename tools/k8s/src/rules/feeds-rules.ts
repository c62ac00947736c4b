import { type FeedEntry, feedName, parseFeedsFile } from '@renwatch/feeds';
import { type KubeObject } from '../manifests/kube-object';
import { describedFeeds, feedsFileSource, feedsFileText, sharedSettings, usesTls } from './described-feeds';
import { when } from './when';

/** Suffix of a name that kustomize generates. */
const HASHED = /-[a-z0-9]{10}$/;

/** Faults of the feeds: an unread or faulty feeds file, feeds that cannot be reached, one sentence each. */
export function feedsFaults(objects: readonly KubeObject[]): string[] {
  const { short, file, faults } = describedFeeds(objects);
  const feeds = [...short, ...file];
  const hasCertificate = !!sharedSettings(objects)['MLLP_TLS_CERT'];
  const open = openPorts(objects);
  return [
    ...faults,
    ...fileFaults(objects),
    ...when(
      hasCertificate && !feeds.some(usesTls),
      'there is a certificate for feeds, but no feed has tls=on',
    ),
    ...file
      .filter((feed) => usesTls(feed) && !feed.options.tlsCert && !hasCertificate)
      .map((feed) => `feed ${feedName(feed)} has TLS, but there is no certificate for feeds`),
    ...file
      .filter((feed) => short.some((other) => isInTheWay(feed, other)))
      .map((feed) => `feed ${feedName(feed)} is also described outside the feeds file`),
    ...feeds
      .filter(({ direction, port }) => direction === 'listened' && !open.includes(port))
      .map(
        (feed) => `feed ${feedName(feed)} listens on ${feed.port}, to which Service/gateway does not lead`,
      ),
  ];
}

function fileFaults(objects: readonly KubeObject[]): string[] {
  const source = feedsFileSource(objects, 'gateway');
  const ofInference = feedsFileSource(objects, 'inference');
  const differ = JSON.stringify(source) !== JSON.stringify(ofInference);
  if (differ) return ['gateway and inference read different feeds files'];
  if (!source) return [];
  const { setting, map } = source;
  if (map === undefined) return [`FEEDS_FILE=${setting} is in no ConfigMap`];
  const text = feedsFileText(objects);
  if (text === undefined) return [`FEEDS_FILE=${setting} is missing in ConfigMap/${map}`];
  const parsed = parseFeedsFile(text);
  return [
    ...when(!HASHED.test(map), `gateway and inference are not rolled when ConfigMap/${map} changes`),
    ...(parsed.ok ? [] : parsed.faults.map(({ place, remedy }) => `FEEDS_FILE ${place}: ${remedy}`)),
  ];
}

/** Two feeds with one name, or that listen on one port: the gateway does not start. */
const isInTheWay = (feed: FeedEntry, other: FeedEntry): boolean =>
  feedName(feed) === feedName(other) ||
  (feed.direction === 'listened' && other.direction === 'listened' && feed.port === other.port);

/** The ports of the gateway's container to which its Service leads. */
function openPorts(objects: readonly KubeObject[]): number[] {
  const of = (kind: string) =>
    objects.find((object) => object.kind === kind && object.metadata.name === 'gateway')?.spec;
  const ports = (of('Service')?.['ports'] ?? []) as { targetPort?: string | number }[];
  const targets = ports.map(({ targetPort }) => targetPort);
  const [container] = of('Deployment')?.template?.spec.containers ?? [];
  return (container?.ports ?? [])
    .filter(({ name, containerPort }) =>
      targets.some((target) => target === name || target === containerPort),
    )
    .map(({ containerPort }) => containerPort);
}
