import { isUtf8 } from 'node:buffer';

import { type Delimiters } from '../delimiters/delimiters';
import { replaceEscapes } from './replace-escapes';

/** A decoded text without its escapes. Hexadecimal bytes are UTF-8 where they can be, else ISO 8859-1. */
export function unescapeText(text: string, delimiters: Delimiters): string {
  return replaceEscapes(text, delimiters, (hexadecimal) => {
    const bytes = Buffer.from(hexadecimal, 'hex');
    return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
  });
}
