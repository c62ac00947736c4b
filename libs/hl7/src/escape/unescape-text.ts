import { isUtf8 } from 'node:buffer';

import { type Delimiters } from '../delimiters/delimiters';
import { replaceEscapes } from './replace-escapes';

/** Replaces the escapes of a decoded text. Hexadecimal bytes are read as UTF-8 if valid, else as ISO 8859-1. */
export function unescapeText(text: string, delimiters: Delimiters): string {
  return replaceEscapes(text, delimiters, (hexadecimal) => {
    const bytes = Buffer.from(hexadecimal, 'hex');
    return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
  });
}
