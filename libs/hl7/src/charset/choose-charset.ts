import { isUtf8 } from 'node:buffer';

import { charsetNamed, type Charset } from './charset';

/**
 * The charset of a message's bytes. `declared` is MSH-18: its first repetition is the message's; but ISO IR87 in any is
 * Japanese text that switches from ASCII and back by itself. Where it names none, or names ASCII and the bytes are not:
 * the feed's default, else UTF-8 where the bytes are valid UTF-8, else ISO 8859-1.
 */
export function chooseCharset(given: {
  bytes: Uint8Array;
  declared: readonly Charset[];
  defaultCharset: string | undefined;
}): Charset {
  const { declared } = given;
  if (declared.includes('iso-2022-jp')) return 'iso-2022-jp';
  const first = declared.find((charset) => charset !== 'us-ascii');
  if (first !== undefined) return first;
  const byDefault = given.defaultCharset === undefined ? undefined : charsetNamed(given.defaultCharset);
  if (byDefault !== undefined && byDefault !== 'us-ascii') return byDefault;
  return isUtf8(given.bytes) ? 'utf-8' : 'iso-8859-1';
}
