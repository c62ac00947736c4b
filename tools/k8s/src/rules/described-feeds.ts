import { type FeedEntry, parseDialledFeeds, parseFeedsFile, parseListenedFeeds } from '@renwatch/feeds';
import { type KubeObject } from '../manifests/kube-object';

/** The settings that all services share. */
export const sharedSettings = (objects: readonly KubeObject[]): Readonly<Record<string, string>> =>
  objects.find(({ kind, data }) => kind === 'ConfigMap' && data?.['KAFKA_BROKERS'])?.data ?? {};

/** The feeds file of a service: a key of a ConfigMap, if the file is mounted from one. */
export interface FeedsFileSource {
  setting: string;
  map: string | undefined;
  key: string | undefined;
}

/** Finds where a service reads its feeds file; undefined if it reads none. */
export function feedsFileSource(
  objects: readonly KubeObject[],
  service: string,
): FeedsFileSource | undefined {
  const deployment = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === service);
  const pod = deployment?.spec?.template?.spec;
  const [container] = pod?.containers ?? [];
  const setting = container?.env?.find(({ name }) => name === 'FEEDS_FILE')?.value;
  if (setting === undefined) return undefined;
  const mount = container?.volumeMounts?.find(({ mountPath }) => setting.startsWith(`${mountPath}/`));
  const volume = pod?.volumes?.find(({ name }) => name === mount?.name);
  const source = volume?.['configMap'] as { name: string } | undefined;
  return { setting, map: source?.name, key: mount && setting.slice(mount.mountPath.length + 1) };
}

/** Reads the text of the gateway's feeds file; undefined if it has none. */
export function feedsFileText(objects: readonly KubeObject[]): string | undefined {
  const { map, key = '' } = feedsFileSource(objects, 'gateway') ?? {};
  return objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === map)?.data?.[key];
}

/**
 * Lists the feeds that are described in short forms and in the feeds file. What is faulty describes none.
 * @returns faults of the short forms; `feedsFaults` finds those of the file
 */
export function describedFeeds(objects: readonly KubeObject[]): {
  short: FeedEntry[];
  file: FeedEntry[];
  faults: string[];
} {
  const { MLLP_LISTEN = 'off', MLLP_ADDRESS = '' } = sharedSettings(objects);
  const forms = {
    MLLP_LISTEN: parseListenedFeeds(MLLP_LISTEN),
    MLLP_ADDRESS: parseDialledFeeds(MLLP_ADDRESS),
  };
  const file = parseFeedsFile(feedsFileText(objects) ?? '');
  return {
    short: Object.values(forms).flatMap((parsed) => (parsed.ok ? parsed.value : [])),
    file: file.ok ? file.feeds : [],
    faults: Object.entries(forms).flatMap(([name, parsed]) =>
      parsed.ok ? [] : [`${name}: ${parsed.remedy}`],
    ),
  };
}

/** Returns true if the feed is read over TLS. */
export const usesTls = ({ options: { tls, tlsCert, tlsKey, tlsCa } }: FeedEntry): boolean =>
  tls === 'on' || (tls === undefined && [tlsCert, tlsKey, tlsCa].some(Boolean));
