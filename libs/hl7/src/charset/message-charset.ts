import { isUtf8 } from 'node:buffer';
import { type Delimiters } from '../delimiters/delimiters';
import { charsetNamed, type Charset } from './charset';
import { OVERLAPPING, toView } from './to-view';

const FIELD = 17;
/** Anything beyond ASCII, or ESC. */
const WIDE = /[^\x00-\x1a\x1c-\x7f]/;

/**
 * The charset of a message's bytes; `header` is the bytes of MSH, one character each. The first repetition of MSH-18 decides, except that
 * ISO IR87 in any repetition is Japanese text that switches from ASCII and back by itself. If MSH-18 names none, or names
 * ASCII: the feed's default, else UTF-8 if the bytes are valid UTF-8, else ISO 8859-1.
 */
export function messageCharset(given: {
  bytes: Uint8Array;
  header: string;
  delimiters: Delimiters;
  defaultCharset: string | undefined;
}): Charset {
  const declared = declaredCharsets(given.header, given.delimiters);
  if (declared.includes('iso-2022-jp')) return 'iso-2022-jp';
  const first = declared.find((charset) => charset !== 'us-ascii');
  if (first !== undefined) return first;
  const byDefault = given.defaultCharset === undefined ? undefined : charsetNamed(given.defaultCharset);
  if (byDefault !== undefined && byDefault !== 'us-ascii') return byDefault;
  return isUtf8(given.bytes) ? 'utf-8' : 'iso-8859-1';
}

/** The known charsets that MSH-18 names. */
function declaredCharsets(header: string, delimiters: Delimiters): Charset[] {
  // MSH-18 of these is found only if the header is read in the charset.
  const overlapping = WIDE.test(header) ? OVERLAPPING : [];
  for (const charset of overlapping) {
    const named = namedIn(toView(Buffer.from(header, 'latin1'), charset), delimiters);
    if (named.includes(charset)) return named;
  }
  return namedIn(header, delimiters);
}

function namedIn(view: string, { field, repetition }: Delimiters): Charset[] {
  const text = view.split(field, FIELD + 1)[FIELD] ?? '';
  if (text === '') return [];
  const names = repetition === '' ? [text] : text.split(repetition);
  return names.map(keptCharset).filter((charset) => charset !== undefined);
}

const MAX_KEPT = 100;
const MAX_KEPT_LENGTH = 40;
/** Names are few, and each is in every message of its feed. */
const kept = new Map<string, Charset | undefined>();

function keptCharset(name: string): Charset | undefined {
  if (kept.has(name)) return kept.get(name);
  const charset = charsetNamed(name);
  if (kept.size < MAX_KEPT && name.length <= MAX_KEPT_LENGTH) kept.set(name, charset);
  return charset;
}
