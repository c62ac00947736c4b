import {
  decodeAkiAlert,
  decodeDeadLetter,
  decodeDeadLetterAction,
  decodeHl7Message,
  deadLetter,
  encodeDeadLetter,
  encodeHl7Message,
  InvalidRecordError,
  NewerSchemaError,
} from '@renwatch/events';
import {
  DEFAULT_CREATININE_CODES,
  DEFAULT_FEED_CHOICES,
  type FrameFeed,
  parseCreatinineCodes,
  readFrame,
  readRecord,
  seenInRecord,
} from '@renwatch/intake';
import { HL7_TOKENS, MESSAGES } from '../inputs/messages';
import { BrokenPromise, expectSameValue, type Target } from './target';

const RECEIVED_AT = new Date('2025-06-10T12:00:00Z');
const MAX_RECORD_BYTES = 1024 * 1024;

const defaults = { name: 'ward', authority: 'local', charset: undefined, ...DEFAULT_FEED_CHOICES };
const FEEDS: readonly FrameFeed[] = [
  { ...defaults, timezone: 'Europe/London' },
  { ...defaults, timezone: 'Pacific/Auckland', charset: 'windows-1252' },
];

const codes = parseCreatinineCodes(`${DEFAULT_CREATININE_CODES},CREA=mg/dL`);
if (!codes.ok) throw new Error(codes.remedy);
const options = { codes: codes.value };

export const intake: Target = {
  name: 'intake',
  promise:
    'makes of each message a record that consumers can read, or a refusal with a reason; never "unreadable"',
  seeds: MESSAGES,
  tokens: HL7_TOKENS,
  check(input, random) {
    const feed = random.pick(FEEDS);
    for (const message of readFrame(input, {
      feed,
      receivedAt: RECEIVED_AT,
      maxRecordBytes: MAX_RECORD_BYTES,
    })) {
      if (message.kind === 'refused' && message.reason === 'unreadable')
        throw new BrokenPromise(`reading failed at ${message.fault ?? 'an unknown place'}`);
      if (message.kind !== 'message') continue;
      const { value } = encodeHl7Message(message.record);
      const record = decodeHl7Message(value);
      expectSameValue(
        encodeHl7Message(record).value.toString(),
        value.toString(),
        'the record reads as another',
      );
      const { facts } = readRecord(record, options);
      for (const { umolPerL, observedAt } of facts.results) {
        if (umolPerL !== null && !(Number(umolPerL) > 0 && Number.isFinite(Number(umolPerL))))
          throw new BrokenPromise('a result is no positive number');
        if (Number.isNaN(Date.parse(observedAt.instant))) throw new BrokenPromise('a result has no time');
      }
      seenInRecord(record, options.codes);
    }
  },
};

const sample = (input: Buffer): Buffer => {
  for (const message of readFrame(input, {
    feed: { ...defaults, timezone: 'UTC' },
    receivedAt: RECEIVED_AT,
    maxRecordBytes: MAX_RECORD_BYTES,
  }))
    if (message.kind === 'message') return encodeHl7Message(message.record).value;
  return Buffer.from('{}');
};

const letter = deadLetter({
  origin: 'gateway',
  place: ['ward', 1],
  reason: 'not-hl7',
  detail: 'the bytes are not HL7',
  source: { feed: 'ward' },
  failedAt: RECEIVED_AT,
  payload: Buffer.from('MSH'),
});

const JSON_TOKENS = [
  ...[
    '"',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    'null',
    'true',
    '-1',
    '1e999',
    '""',
    '\\u0000',
    '\\ud800',
    '[[[[[[',
    '{"a":',
  ],
  ...[
    '"schema":2',
    '"schema":"1"',
    '"__proto__":{}',
    '"patient":null',
    '"observations":[]',
    '"raw":"%%%"',
    '\u0000',
  ],
].map((token) => Buffer.from(token, 'utf8'));

export const records: Target = {
  name: 'records',
  promise: 'decodes a record of each topic, or refuses with InvalidRecordError or NewerSchemaError',
  seeds: [...MESSAGES.map(sample), encodeDeadLetter(letter).value],
  tokens: JSON_TOKENS,
  check(input) {
    for (const decode of [decodeHl7Message, decodeAkiAlert, decodeDeadLetter, decodeDeadLetterAction]) {
      try {
        decode(input);
      } catch (error) {
        if (!(error instanceof InvalidRecordError) && !(error instanceof NewerSchemaError)) throw error;
      }
    }
    try {
      readRecord(decodeHl7Message(input), options);
    } catch (error) {
      if (!(error instanceof InvalidRecordError) && !(error instanceof NewerSchemaError)) throw error;
    }
  },
};
