import { type Charset } from '../charset/charset';
import { decodeView } from '../charset/decode-view';
import { type Delimiters } from '../delimiters/delimiters';
import { replaceEscapes } from '../escape/replace-escapes';

/** Splits and decodes the pieces of a message. */
export class PartReader {
  constructor(
    readonly delimiters: Delimiters,
    readonly charset: Charset,
  ) {}

  /** Returns a piece's text: replaces escapes, then decodes the bytes, once. */
  text(view: string): string {
    return decodeView(replaceEscapes(view, this.delimiters, hexadecimalView), this.charset);
  }

  /** Returns no parts for an empty piece, and a single part if the separator is not declared. */
  split(view: string, separator: string): string[] {
    if (view === '') return [];
    return separator === '' ? [view] : view.split(separator);
  }
}

const hexadecimalView = (hexadecimal: string): string => Buffer.from(hexadecimal, 'hex').toString('latin1');
