import { type HostPort } from '@renwatch/runtime';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { type FeedEntry, parseAddress } from '../feed-entry';
import { type FeedDirection } from '../options/feed-options';
import { type OptionFault, readOptions } from '../options/read-options';
import { type FeedsFileFault, locateFault } from './locate-fault';

export type FeedsFileResult =
  { ok: true; feeds: FeedEntry[] } | { ok: false; faults: readonly FeedsFileFault[] };

type Path = OptionFault['path'];
type Fault = OptionFault;
type Mapping = Record<string, unknown>;

const TOP_LEVEL = ['defaults', 'feeds'];
/** Keys of a feed that are not options. */
const ADDRESS_KEYS = ['listen', 'dial'];
const NOT_SHARED = 'belongs to one feed; give it under feeds';

/**
 * Parses the feeds file: YAML with `feeds`, a list of feeds with `name`, `listen` or `dial`, and options; and `defaults`,
 * options of every feed that does not set them. All scalars are texts, so that no number, date or `NO` is misread.
 */
export function parseFeedsFile(text: string): FeedsFileResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ pos, message }) => ({
      place: `line ${lines.linePos(pos[0]).line}`,
      value: undefined,
      remedy: `is not valid YAML: ${message}`,
    }));
    return { ok: false, faults };
  }
  const content = contentOf(document);
  if (!content.ok) return content;
  const { feeds, faults } = readFile(content.value);
  if (faults.length === 0) return { ok: true, feeds };
  return { ok: false, faults: faults.map((fault) => locateFault(fault, document, lines)) };
}

type Content = { ok: true; value: unknown } | { ok: false; faults: FeedsFileFault[] };

/** Resolves aliases, of which a file may have too many, one without its anchor, or one within its own anchor. */
function contentOf(document: Document): Content {
  try {
    const value = document.toJS() as unknown;
    JSON.stringify(value);
    return { ok: true, value };
  } catch (error) {
    const isUnresolved = error instanceof ReferenceError;
    const reason = isUnresolved ? error.message : 'an alias lies within its own anchor';
    return { ok: false, faults: [{ place: '', value: undefined, remedy: `is not valid YAML: ${reason}` }] };
  }
}

function readFile(content: unknown): { feeds: FeedEntry[]; faults: Fault[] } {
  if (!isMapping(content))
    return {
      feeds: [],
      faults: [{ path: [], value: content, remedy: 'give a mapping with a list of feeds' }],
    };
  const faults: Fault[] = Object.keys(content)
    .filter((key) => !TOP_LEVEL.includes(key))
    .map((key) => ({
      path: [key],
      value: content[key],
      remedy: `is not known; use ${TOP_LEVEL.join(', ')}`,
    }));
  const defaults = mappingAt(content['defaults'] ?? {}, ['defaults'], faults);
  const list = content['feeds'];
  if (!Array.isArray(list) || list.length === 0) {
    faults.push({ path: ['feeds'], value: list, remedy: 'give a list of at least one feed' });
    return { feeds: [], faults };
  }
  const shared = readOptions(Object.entries(defaults), 'either', { name: NOT_SHARED });
  faults.push(...shared.faults.map(under(['defaults'])));
  const feeds = list.map((item: unknown, index) => readFeed(item, defaults, ['feeds', index], faults));
  faults.push(...sharedFaults(feeds));
  return { feeds: feeds.flatMap(({ entry }) => entry ?? []), faults };
}

/** A feed of the file, as far as it could be read. */
interface ReadFeed {
  path: Path;
  name?: string | undefined;
  /** The address it listens on. */
  listen?: string | undefined;
  /** Absent if the feed has a fault. */
  entry?: FeedEntry;
}

function readFeed(item: unknown, defaults: Mapping, path: Path, faults: Fault[]): ReadFeed {
  const feed = mappingAt(item, path, faults);
  if (!isMapping(item)) return { path };
  const { direction, address, faults: found } = readAddress(feed);
  if (!('name' in feed))
    found.push({ path: ['name'], value: undefined, remedy: 'is not set; give each feed a name' });
  const own = Object.entries(feed).filter(([name]) => !ADDRESS_KEYS.includes(name));
  const { options, faults: optionFaults } = readOptions(own, direction);
  found.push(...optionFaults);
  faults.push(...found.map(under(path)));
  const listen = direction === 'listened' && address ? `${address.host}:${address.port}` : undefined;
  const read = { path, name: options.name, listen };
  if (direction === 'either' || !address || found.length > 0) return read;
  // Faults of the defaults are reported once, at their own place.
  const shared = readOptions(Object.entries(defaults), direction).options;
  return { ...read, entry: { direction, ...address, options: { ...shared, ...options } } };
}

interface ReadAddress {
  /** `either` if the feed does not say whether it listens or is dialled. */
  direction: FeedDirection | 'either';
  address?: HostPort;
  faults: Fault[];
}

function readAddress(feed: Mapping): ReadAddress {
  const keys = ADDRESS_KEYS.filter((key) => key in feed);
  const [key] = keys;
  if (keys.length !== 1 || key === undefined) {
    const remedy = 'give either listen (a port or host:port) or dial (host:port)';
    return { direction: 'either', faults: [{ path: [], value: feed['name'], remedy }] };
  }
  const direction = key === 'listen' ? 'listened' : 'dialled';
  const address = parseAddress(isText(feed[key]) ? feed[key] : '', direction);
  return address.ok
    ? { direction, address: address.value, faults: [] }
    : { direction, faults: [{ path: [key], value: feed[key], remedy: address.remedy }] };
}

/** Returns the faults that two feeds have together, also if one of them has faults of its own. */
function sharedFaults(feeds: readonly ReadFeed[]): Fault[] {
  const faults: Fault[] = [];
  const names = new Set<string>();
  const addresses = new Set<string>();
  for (const { name, listen, path } of feeds) {
    if (name !== undefined && names.has(name))
      faults.push({
        path: [...path, 'name'],
        value: name,
        remedy: 'names two feeds; give each its own name',
      });
    if (listen !== undefined && addresses.has(listen))
      faults.push({
        path: [...path, 'listen'],
        value: listen,
        remedy: 'is given twice; give each feed its own port',
      });
    if (name !== undefined) names.add(name);
    if (listen !== undefined) addresses.add(listen);
  }
  return faults;
}

const under =
  (prefix: Path) =>
  (fault: Fault): Fault => ({ ...fault, path: [...prefix, ...fault.path] });

function mappingAt(value: unknown, path: Path, faults: Fault[]): Mapping {
  if (isMapping(value)) return value;
  faults.push({ path, value, remedy: 'give a mapping of options' });
  return {};
}

const isText = (value: unknown): value is string => typeof value === 'string';

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
