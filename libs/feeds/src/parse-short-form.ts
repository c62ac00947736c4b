import { type Parsed } from '@renwatch/runtime';
import { type FeedEntry, parseAddress } from './feed-entry';
import { type FeedDirection } from './options/feed-options';
import { readOptions } from './options/read-options';

/** Inference reads these, and knows only the feeds file. */
const EXCLUDED = { codes: 'is read from FEEDS_FILE only; describe the feed there' };

/** Parses MLLP_LISTEN: `off`, or a comma-separated list of `port` or `host:port`, each with optional `?option=value&…`. */
export function parseListenedFeeds(text: string): Parsed<FeedEntry[]> {
  return text.trim() === 'off' ? { ok: true, value: [] } : parseEntries(text, 'listened');
}

/** Parses MLLP_ADDRESS: a comma-separated list of `host:port`, each with optional `?option=value&…`; may be empty. */
export function parseDialledFeeds(text: string): Parsed<FeedEntry[]> {
  return text.trim() === '' ? { ok: true, value: [] } : parseEntries(text, 'dialled');
}

function parseEntries(text: string, direction: FeedDirection): Parsed<FeedEntry[]> {
  const entries = text.split(',').map((entry) => entry.trim());
  const value: FeedEntry[] = [];
  const remedies: string[] = [];
  for (const entry of entries) {
    const parsed = parseEntry(entry, direction);
    if (parsed.ok) value.push(parsed.value);
    else remedies.push(entries.length === 1 ? parsed.remedy : `${entry}: ${parsed.remedy}`);
  }
  return remedies.length === 0 ? { ok: true, value } : { ok: false, remedy: remedies.join('; ') };
}

function parseEntry(entry: string, direction: FeedDirection): Parsed<FeedEntry> {
  const at = entry.indexOf('?');
  const [address, query] = at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
  const parsed = parseAddress(address, direction);
  const { options, faults } = readOptions(new URLSearchParams(query), direction, EXCLUDED);
  const remedies = faults.map(({ path, remedy }) => `${path.join('.')}: ${remedy}`);
  if (!parsed.ok)
    remedies.unshift(direction === 'listened' ? `${parsed.remedy}, or off for none` : parsed.remedy);
  if (!parsed.ok || remedies.length > 0) return { ok: false, remedy: remedies.join('; ') };
  return { ok: true, value: { direction, ...parsed.value, options } };
}
