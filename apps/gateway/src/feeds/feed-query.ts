import { charsetNamed } from '@renwatch/hl7';
import { type Parsed, schema } from '@renwatch/runtime';
import { type RejectCode } from '../intake/intake-feed';

/** Options after `?` in a feed's entry; the gateway's defaults fill in the rest. */
export interface FeedQuery {
  name?: string;
  timezone?: string;
  authority?: string;
  charset?: string;
  rejectWith?: RejectCode;
  silenceMs?: number;
  tls?: 'on' | 'off';
  tlsCert?: string;
  tlsKey?: string;
  tlsCa?: string;
  tlsName?: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const REJECT_CODES: readonly RejectCode[] = ['AA', 'AE', 'AR'];
const MAX_SILENCE_MS = 7 * 24 * 60 * 60 * 1000;

const right = <T>(value: T): Parsed<T> => ({ ok: true, value });
const wrong = (remedy: string): Parsed<never> => ({ ok: false, remedy });

/** Parses the text after `?`. `silenceKey`: the name of the silence option for this kind of feed. */
export function parseFeedQuery(
  text: string,
  silenceKey: 'idleTimeoutMs' | 'reconnectOnSilenceMs',
): Parsed<FeedQuery> {
  const query: FeedQuery = {};
  const remedies: string[] = [];
  const readers: Record<string, (value: string) => Parsed<unknown>> = {
    name: (value) => keep(query, 'name', parseName(value)),
    timezone: (value) => keep(query, 'timezone', schema.read(schema.timezone, value)),
    authority: (value) => keep(query, 'authority', schema.read(schema.authority, value)),
    charset: (value) => keep(query, 'charset', parseCharset(value)),
    rejectWith: (value) => keep(query, 'rejectWith', parseRejectCode(value)),
    [silenceKey]: (value) => keep(query, 'silenceMs', schema.read(schema.integer(1, MAX_SILENCE_MS), value)),
    tls: (value) => keep(query, 'tls', parseSwitch(value)),
    tlsCert: (value) => keep(query, 'tlsCert', right(value)),
    tlsKey: (value) => keep(query, 'tlsKey', right(value)),
    tlsCa: (value) => keep(query, 'tlsCa', right(value)),
    ...(silenceKey === 'idleTimeoutMs' ? {} : { tlsName: (value) => keep(query, 'tlsName', right(value)) }),
  };
  for (const [key, value] of new URLSearchParams(text)) {
    const read = readers[key];
    const parsed = read ? read(value) : wrong(`is not an option; use ${Object.keys(readers).join(', ')}`);
    if (!parsed.ok) remedies.push(`${key}: ${parsed.remedy}`);
  }
  return remedies.length === 0 ? right(query) : wrong(remedies.join('; '));
}

function keep<K extends keyof FeedQuery>(
  query: FeedQuery,
  key: K,
  parsed: Parsed<FeedQuery[K]>,
): Parsed<unknown> {
  if (parsed.ok) query[key] = parsed.value;
  return parsed;
}

function parseName(text: string): Parsed<string> {
  return NAME.test(text)
    ? right(text)
    : wrong('give a name of at most 64 letters, digits, dots, dashes or colons');
}

function parseCharset(text: string): Parsed<string> {
  return charsetNamed(text) === undefined
    ? wrong('give a character set of HL7, such as 8859/1')
    : right(text);
}

function parseSwitch(text: string): Parsed<'on' | 'off'> {
  return text === 'on' || text === 'off' ? right(text) : wrong('give on or off');
}

function parseRejectCode(text: string): Parsed<RejectCode> {
  const found = REJECT_CODES.find((code) => code === text);
  return found ? right(found) : wrong(`give one of ${REJECT_CODES.join(', ')}`);
}
