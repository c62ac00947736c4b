import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

import { type Charset } from './charset';

const BEYOND_ASCII = /[^\x00-\x7f]/;
/** Bounded by the number of charsets that charsetNamed knows. */
const decoders = new Map<Charset, TextDecoder>();

/**
 * Decodes a piece of a view. A piece that is not valid UTF-8 in a UTF-8 message is read as ISO 8859-1: every byte stays
 * distinguishable, while replacement characters could make two numbers equal.
 */
export function decodeView(view: string, charset: Charset): string {
  if (!BEYOND_ASCII.test(view)) return view;
  const bytes = Buffer.from(view, 'latin1');
  switch (charset) {
    case 'utf-8':
      return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
    case 'iso-8859-1':
      return bytes.toString('latin1');
    default:
      return decoderOf(charset).decode(bytes);
  }
}

function decoderOf(charset: Charset): TextDecoder {
  let decoder = decoders.get(charset);
  if (!decoder) decoders.set(charset, (decoder = new TextDecoder(charset, { ignoreBOM: true })));
  return decoder;
}
