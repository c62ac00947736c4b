import { DEFAULT_FEED_CHOICES, type FeedChoices, type FeedProfile } from '@renwatch/intake';
import { type HostPort, type Parsed, schema } from '@renwatch/runtime';
import { choiceOptions } from './options/choice-options';
import {
  type AcknowledgementMode,
  type FeedDirection,
  type FeedOptions,
  type RejectCode,
} from './options/feed-options';

/** A feed as it is given, before the service's defaults are filled in. */
export interface FeedEntry extends HostPort {
  direction: FeedDirection;
  options: FeedOptions;
}

const ANY_ADDRESS = '0.0.0.0';

/** Answers to refused messages. A dialled peer may resend what is refused without end, so it gets AA. */
export const DEFAULT_REJECT_WITH: Readonly<Record<FeedDirection, RejectCode>> = {
  listened: 'AR',
  dialled: 'AA',
};
export const DEFAULT_ACKNOWLEDGEMENTS: AcknowledgementMode = 'auto';

/** Name of a feed; without one, the port it listens on or the address it dials. */
export function feedName({ direction, host, port, options }: FeedEntry): string {
  return options.name ?? (direction === 'listened' ? `listen-${port}` : `${host}:${port}`);
}

/** Fills in the defaults of what decides how a feed's messages are read. */
export function feedProfile(
  entry: FeedEntry,
  defaults: Pick<FeedProfile, 'timezone' | 'authority'>,
): FeedProfile {
  const { options } = entry;
  const { timezone = defaults.timezone, authority = defaults.authority } = options;
  return { ...DEFAULT_FEED_CHOICES, ...choicesOf(options), name: feedName(entry), timezone, authority };
}

function choicesOf(options: FeedOptions): Partial<FeedChoices> {
  const names = Object.keys(choiceOptions) as (keyof FeedChoices)[];
  return Object.fromEntries(names.filter((name) => name in options).map((name) => [name, options[name]]));
}

/** Parses where a feed listens, `port` or `host:port`, or what it dials, `host:port`. */
export function parseAddress(text: string, direction: FeedDirection): Parsed<HostPort> {
  if (direction === 'dialled' || text.includes(':')) return schema.read(schema.hostPort, text);
  const port = schema.read(schema.port, text);
  return port.ok
    ? { ok: true, value: { host: ANY_ADDRESS, port: port.value } }
    : { ok: false, remedy: 'give a port, or host:port, for example 2575' };
}
