import { type Document, LineCounter, parseDocument } from 'yaml';
import { type FeedEntry, feedName, parseAddress } from '../feed-entry';
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
  const feeds = list.flatMap((item: unknown, index) => readFeed(item, defaults, ['feeds', index], faults));
  faults.push(...sharedFaults(feeds));
  return { feeds: feeds.map(({ entry }) => entry), faults };
}

interface PlacedFeed {
  entry: FeedEntry;
  path: Path;
}

function readFeed(item: unknown, defaults: Mapping, path: Path, faults: Fault[]): PlacedFeed[] {
  const feed = mappingAt(item, path, faults);
  if (!isMapping(item)) return [];
  const found: Fault[] = [];
  const keys = ADDRESS_KEYS.filter((key) => key in feed);
  const [key] = keys;
  if (keys.length !== 1 || key === undefined) {
    faults.push({
      path,
      value: feed['name'],
      remedy: 'give either listen (a port or host:port) or dial (host:port)',
    });
    return [];
  }
  const direction = key === 'listen' ? 'listened' : 'dialled';
  const address = parseAddress(isText(feed[key]) ? feed[key] : '', direction);
  if (!address.ok) found.push({ path: [key], value: feed[key], remedy: address.remedy });
  if (!('name' in feed))
    found.push({ path: ['name'], value: undefined, remedy: 'is not set; give each feed a name' });
  const own = Object.entries(feed).filter(([name]) => !ADDRESS_KEYS.includes(name));
  const { options, faults: optionFaults } = readOptions(own, direction);
  // Faults of the defaults are reported once, at their own place.
  const shared = readOptions(Object.entries(defaults), direction).options;
  found.push(...optionFaults);
  faults.push(...found.map(under(path)));
  if (!address.ok || found.length > 0) return [];
  return [{ entry: { direction, ...address.value, options: { ...shared, ...options } }, path }];
}

function sharedFaults(feeds: readonly PlacedFeed[]): Fault[] {
  const faults: Fault[] = [];
  const names = new Set<string>();
  const addresses = new Set<string>();
  for (const { entry, path } of feeds) {
    const name = feedName(entry);
    const address = `${entry.host}:${entry.port}`;
    if (names.has(name))
      faults.push({
        path: [...path, 'name'],
        value: name,
        remedy: 'names two feeds; give each its own name',
      });
    if (entry.direction === 'listened' && addresses.has(address))
      faults.push({
        path: [...path, 'listen'],
        value: address,
        remedy: 'is given twice; give each feed its own port',
      });
    names.add(name);
    if (entry.direction === 'listened') addresses.add(address);
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
