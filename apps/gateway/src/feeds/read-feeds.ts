import {
  DEFAULT_ACKNOWLEDGEMENTS,
  DEFAULT_REJECT_WITH,
  type FeedEntry,
  feedProfile,
  type FeedsFileContent,
  readFeedsFile,
} from '@renwatch/feeds';
import { type ConfigurationFault } from '@renwatch/runtime';
import { type FeedTls, readTlsFiles } from '../tls/read-tls-files';
import { TlsFilesError } from '../tls/tls-files.error';
import { type Feed } from './feed';

export interface FeedDefaults {
  timezone: string;
  authority: string;
  /** For listened feeds that give none themselves. */
  idleTimeoutMs: number;
  /** Files for feeds with TLS that name none themselves. */
  tlsCert: string | undefined;
  tlsKey: string | undefined;
  tlsCa: string | undefined;
  tlsCrl: string | undefined;
}

/** Everything that describes feeds. */
export interface FeedSources {
  /** Undefined if not set: 2575, unless a feeds file says where to listen. */
  listen: readonly FeedEntry[] | undefined;
  dial: readonly FeedEntry[];
  feedsFile: string | undefined;
  defaults: FeedDefaults;
}

export interface ReadFeeds {
  feeds: readonly Feed[];
  faults: readonly ConfigurationFault[];
}

interface SourcedFeed {
  feed: Feed;
  /** The variable that describes it. */
  source: string;
}

const DEFAULT_LISTEN: FeedEntry = { direction: 'listened', host: '0.0.0.0', port: 2575, options: {} };

/** Reads all feeds, with every fault at once: those of the file, and those between feeds. */
export function readFeeds({ listen, dial, feedsFile, defaults }: FeedSources): ReadFeeds {
  const file = readFeedsFile(feedsFile);
  const listened = listen ?? (feedsFile === undefined ? [DEFAULT_LISTEN] : []);
  const sourced = [
    ...listened.map((entry) => ({ feed: feedOf(entry, defaults), source: 'MLLP_LISTEN' })),
    ...dial.map((entry) => ({ feed: feedOf(entry, defaults), source: 'MLLP_ADDRESS' })),
    ...file.feeds.map((entry) => ({ feed: feedOf(entry, defaults), source: 'FEEDS_FILE' })),
  ];
  return { feeds: sourced.map(({ feed }) => feed), faults: [...file.faults, ...faultsOf(sourced, file)] };
}

function feedOf(entry: FeedEntry, defaults: FeedDefaults): Feed {
  const { direction, host, port, options } = entry;
  const { charset, acknowledgements = DEFAULT_ACKNOWLEDGEMENTS, silenceLimitMs } = options;
  const common = {
    ...feedProfile(entry, defaults),
    ...{ host, port, charset, acknowledgements, silenceLimitMs },
    tls: tlsOf(entry, defaults),
  };
  const { rejectWith = DEFAULT_REJECT_WITH[direction], idleTimeoutMs, reconnectOnSilenceMs } = options;
  const { clientSubjects, allowFrom } = options;
  return direction === 'listened'
    ? {
        ...{ direction, ...common, rejectWith, clientSubjects, allowFrom },
        idleTimeoutMs: idleTimeoutMs ?? defaults.idleTimeoutMs,
      }
    : { direction, ...common, rejectWith, reconnectOnSilenceMs };
}

/** A feed that names a file of its own does not need `tls=on`. A file that is not named anywhere is empty. */
function tlsOf({ options }: FeedEntry, defaults: FeedDefaults): FeedTls | undefined {
  const { tls, tlsCert, tlsKey, tlsCa, tlsCrl, tlsName } = options;
  const isOn = tls === 'on' || (tls === undefined && [tlsCert, tlsKey, tlsCa].some((file) => file));
  if (!isOn) return undefined;
  return {
    certFile: tlsCert ?? defaults.tlsCert ?? '',
    keyFile: tlsKey ?? defaults.tlsKey ?? '',
    caFile: tlsCa ?? defaults.tlsCa ?? '',
    crlFile: tlsCrl ?? defaults.tlsCrl,
    serverName: tlsName,
  };
}

function faultsOf(feeds: readonly SourcedFeed[], file: FeedsFileContent): ConfigurationFault[] {
  const faults = feeds.flatMap(tlsFaults);
  if (feeds.length === 0 && file.faults.length === 0) {
    const remedy = 'leaves no feed; give a port, or set MLLP_ADDRESS or FEEDS_FILE';
    faults.push({ name: 'MLLP_LISTEN', value: 'off', remedy });
  }
  for (const { value, sources } of repeated(feeds, ({ feed }) => feed.name))
    faults.push({ name: sources, value, remedy: 'names two feeds; give each its own name' });
  const listened = feeds.filter(({ feed }) => feed.direction === 'listened');
  for (const { value, sources } of repeated(listened, ({ feed }) => `${feed.host}:${feed.port}`))
    faults.push({ name: sources, value, remedy: 'is given twice; give each feed its own port' });
  return faults;
}

function tlsFaults({ feed, source }: SourcedFeed): ConfigurationFault[] {
  const { name, tls } = feed;
  if (!tls) {
    if (feed.direction !== 'listened' || !feed.clientSubjects) return [];
    const remedy = 'clientSubjects: needs tls=on, because without it there is no certificate';
    return [{ name: source, value: name, remedy }];
  }
  try {
    readTlsFiles(tls);
    return [];
  } catch (error) {
    if (!(error instanceof TlsFilesError)) throw error;
    return [{ name: source, value: name, remedy: error.message }];
  }
}

/** Finds values that several feeds have, with the variables that describe those feeds. */
function repeated(
  feeds: readonly SourcedFeed[],
  valueOf: (feed: SourcedFeed) => string,
): { value: string; sources: string }[] {
  return [...new Set(feeds.map(valueOf))].flatMap((value) => {
    const found = feeds.filter((feed) => valueOf(feed) === value);
    const sources = [...new Set(found.map(({ source }) => source))].join(' and ');
    return found.length > 1 ? [{ value, sources }] : [];
  });
}
