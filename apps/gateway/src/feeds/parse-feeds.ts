import { DEFAULT_FEED_CHOICES } from '@renwatch/intake';
import { type HostPort, type Parsed, schema } from '@renwatch/runtime';
import { type FeedTls } from '../tls/read-tls-files';
import { type DialledFeed, type ListenedFeed } from './feed';
import { type FeedQuery, parseFeedQuery } from './feed-query';

/** A feed before the gateway's defaults are filled in. */
export interface FeedEntry extends HostPort {
  query: FeedQuery;
}

export interface FeedDefaults {
  timezone: string;
  authority: string;
  /** Files for feeds with TLS that name none themselves. */
  tlsCert: string | undefined;
  tlsKey: string | undefined;
  tlsCa: string | undefined;
}

const ANY_ADDRESS = '0.0.0.0';

/** Parses `off`, or a comma-separated list of `port` or `host:port`, each with optional `?option=value&…`. */
export function parseListenedFeeds(text: string): Parsed<FeedEntry[]> {
  if (text.trim() === 'off') return { ok: true, value: [] };
  return parseEntries(text, (entry) => {
    const [address, query] = cut(entry);
    return combine(parseListenAddress(address), parseFeedQuery(query, 'idleTimeoutMs'));
  });
}

/** Parses a comma-separated list of `host:port`, each with optional `?option=value&…`; may be empty. */
export function parseDialledFeeds(text: string): Parsed<FeedEntry[]> {
  if (text.trim() === '') return { ok: true, value: [] };
  return parseEntries(text, (entry) => {
    const [address, query] = cut(entry);
    return combine(schema.read(schema.hostPort, address), parseFeedQuery(query, 'reconnectOnSilenceMs'));
  });
}

export function listenedFeed({ host, port, query }: FeedEntry, defaults: FeedDefaults): ListenedFeed {
  const name = query.name ?? `listen-${port}`;
  const common = { ...commonOptions(query, defaults), rejectWith: query.rejectWith ?? 'AR' };
  return { direction: 'listened', name, host, port, ...common, idleTimeoutMs: query.silenceMs };
}

/** Answers AA to a refused message unless the feed says otherwise: a dialled peer may resend it without end. */
export function dialledFeed({ host, port, query }: FeedEntry, defaults: FeedDefaults): DialledFeed {
  const name = query.name ?? `${host}:${port}`;
  const common = { ...commonOptions(query, defaults), rejectWith: query.rejectWith ?? 'AA' };
  return { direction: 'dialled', name, host, port, ...common, reconnectOnSilenceMs: query.silenceMs };
}

function commonOptions(query: FeedQuery, defaults: FeedDefaults) {
  return {
    ...DEFAULT_FEED_CHOICES,
    timezone: query.timezone ?? defaults.timezone,
    authority: query.authority ?? defaults.authority,
    charset: query.charset,
    tls: tlsOf(query, defaults),
  };
}

/** A feed that names a file of its own does not need `tls=on`. A file that is not named anywhere is empty. */
function tlsOf(query: FeedQuery, defaults: FeedDefaults): FeedTls | undefined {
  const { tls, tlsCert, tlsKey, tlsCa, tlsName } = query;
  const isOn = tls === 'on' || (tls === undefined && [tlsCert, tlsKey, tlsCa].some((file) => file));
  if (!isOn) return undefined;
  return {
    certFile: tlsCert ?? defaults.tlsCert ?? '',
    keyFile: tlsKey ?? defaults.tlsKey ?? '',
    caFile: tlsCa ?? defaults.tlsCa ?? '',
    serverName: tlsName,
  };
}

function parseListenAddress(text: string): Parsed<HostPort> {
  if (text.includes(':')) return schema.read(schema.hostPort, text);
  const port = schema.read(schema.port, text);
  return port.ok
    ? { ok: true, value: { host: ANY_ADDRESS, port: port.value } }
    : { ok: false, remedy: 'give off, a port, or host:port, for example 2575' };
}

function cut(entry: string): [address: string, query: string] {
  const at = entry.indexOf('?');
  return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
}

function combine(address: Parsed<HostPort>, query: Parsed<FeedQuery>): Parsed<FeedEntry> {
  if (address.ok && query.ok) return { ok: true, value: { ...address.value, query: query.value } };
  const remedies = [address, query].flatMap((part) => (part.ok ? [] : [part.remedy]));
  return { ok: false, remedy: remedies.join('; ') };
}

function parseEntries(text: string, parse: (entry: string) => Parsed<FeedEntry>): Parsed<FeedEntry[]> {
  const entries = text.split(',').map((entry) => entry.trim());
  const value: FeedEntry[] = [];
  const remedies: string[] = [];
  for (const entry of entries) {
    const parsed = parse(entry);
    if (parsed.ok) value.push(parsed.value);
    else remedies.push(entries.length === 1 ? parsed.remedy : `${entry}: ${parsed.remedy}`);
  }
  return remedies.length === 0 ? { ok: true, value } : { ok: false, remedy: remedies.join('; ') };
}
