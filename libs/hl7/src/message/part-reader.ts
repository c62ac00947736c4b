import { type Charset } from '../charset/charset';
import { decodeView } from '../charset/decode-view';
import { type Delimiters } from '../delimiters/delimiters';
import { replaceEscapes } from '../escape/replace-escapes';

/** How the pieces of one message are cut and read. */
export class PartReader {
  constructor(
    readonly delimiters: Delimiters,
    readonly charset: Charset,
  ) {}

  /** A piece's text: escapes replaced, then its bytes decoded, once. */
  text(view: string): string {
    return decodeView(replaceEscapes(view, this.delimiters, hexadecimalView), this.charset);
  }

  /** An empty piece has no parts; where the separator is not declared there is one. */
  split(view: string, separator: string): string[] {
    if (view === '') return [];
    return separator === '' ? [view] : view.split(separator);
  }
}

const hexadecimalView = (hexadecimal: string): string => Buffer.from(hexadecimal, 'hex').toString('latin1');
