import { isIP } from 'node:net';
import { charsetNamed } from '@renwatch/hl7';
import { type CreatinineCode, type FeedChoices, parseCreatinineCodes } from '@renwatch/intake';
import { schema } from '@renwatch/runtime';
import { choiceOptions } from './choice-options';
import { type FeedOption, listOption, textOption } from './feed-option';

/** MSA-1 of the answer to a message that became a dead letter. */
export type RejectCode = 'AA' | 'AE' | 'AR';

/** `auto`: as each message's MSH-15 and MSH-16 ask; `original`: always in original mode. */
export type AcknowledgementMode = 'auto' | 'original';

/** The options that are set for a feed; the service's defaults fill in the rest. */
export interface FeedOptions extends Partial<FeedChoices> {
  name?: string;
  timezone?: string;
  authority?: string;
  charset?: string;
  /** Codes that mean creatinine on this feed, in place of CREATININE_CODES. */
  codes?: readonly CreatinineCode[];
  rejectWith?: RejectCode;
  acknowledgements?: AcknowledgementMode;
  /** Time without a message after which the alarm on a silent feed goes off. */
  silenceLimitMs?: number;
  /** Listened feeds: close a connection after this time without bytes. */
  idleTimeoutMs?: number;
  /** Dialled feeds: dial again after this time without bytes. */
  reconnectOnSilenceMs?: number;
  tls?: 'on' | 'off';
  tlsCert?: string;
  tlsKey?: string;
  tlsCa?: string;
  /** Revocation lists of the authorities in `tlsCa`. */
  tlsCrl?: string;
  /** Dialled feeds: name that the peer's certificate must carry. */
  tlsName?: string;
  /** Listened feeds with TLS: names of which the peer's certificate must carry one. */
  clientSubjects?: readonly string[];
  /** Listened feeds: networks that peers may connect from, `10.1.0.0/16` or a single address. */
  allowFrom?: readonly string[];
}

const MAX_SILENCE_MS = 30 * 24 * 60 * 60 * 1000;

const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const silence = textOption(schema.integer(1, MAX_SILENCE_MS));
const file = textOption(schema.text.min(1, 'name a PEM file'));

/** How each option is written. */
export const feedOptions: {
  readonly [K in keyof Required<FeedOptions>]: FeedOption<Required<FeedOptions>[K]>;
} = {
  ...choiceOptions,
  name: textOption(
    schema.text.regex(NAME, 'give a name of at most 64 letters, digits, dots, dashes or colons'),
  ),
  timezone: textOption(schema.timezone),
  authority: textOption(schema.authority),
  charset: textOption(
    schema.text.refine(
      (text) => charsetNamed(text) !== undefined,
      'give a character set of HL7, such as 8859/1',
    ),
  ),
  codes: {
    schema: listOption(schema.parsedBy(parseCreatinineCodes)).schema.transform((codes) => codes.flat()),
    fromText: (text) => text.split(','),
  },
  rejectWith: textOption(schema.choice(['AA', 'AE', 'AR'])),
  acknowledgements: textOption(schema.choice(['auto', 'original'])),
  silenceLimitMs: silence,
  idleTimeoutMs: silence,
  reconnectOnSilenceMs: silence,
  tls: textOption(schema.choice(['on', 'off'])),
  tlsCert: file,
  tlsKey: file,
  tlsCa: file,
  tlsCrl: file,
  tlsName: textOption(schema.text.min(1, 'give the name in the certificate')),
  clientSubjects: listOption(
    schema.text.trim().min(1, 'give the CN, or a DNS name, of a certificate, such as lab.example'),
  ),
  allowFrom: listOption(
    schema.text.trim().refine(isNetwork, 'give a network, such as 10.1.0.0/16 or fd00::/8, or one address'),
  ),
};

export type FeedDirection = 'listened' | 'dialled';

/** Options that only feeds of one direction have. */
const DIRECTED: Partial<Record<keyof FeedOptions, FeedDirection>> = {
  idleTimeoutMs: 'listened',
  reconnectOnSilenceMs: 'dialled',
  tlsName: 'dialled',
  clientSubjects: 'listened',
  allowFrom: 'listened',
};

function isNetwork(text: string): boolean {
  const [, address = '', prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const maxPrefix = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return Number(prefix ?? 0) <= maxPrefix;
}

/** Names of the options that feeds of a direction, or of either, have; in the order in which they are listed. */
export function optionNames(direction: FeedDirection | 'either'): (keyof FeedOptions)[] {
  const names = Object.keys(feedOptions) as (keyof FeedOptions)[];
  return names.filter((name) => direction === 'either' || (DIRECTED[name] ?? direction) === direction);
}
