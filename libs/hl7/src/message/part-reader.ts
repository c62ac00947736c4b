import { type Charset } from '../charset/charset';
import { decodeView } from '../charset/decode-view';
import { type Delimiters } from '../delimiters/delimiters';
import { replaceEscapes } from '../escape/replace-escapes';
import { type FieldPath } from './field-path';

export interface PartReaderOptions {
  delimiters: Delimiters;
  charset: Charset;
  /** The message is ASCII without escapes, so a piece is its own text. */
  isPlain: boolean;
}

/** Splits and decodes the pieces of a message. */
export class PartReader {
  readonly delimiters: Delimiters;
  readonly charset: Charset;
  private readonly isPlain: boolean;
  private readonly codes: { repetition: number; component: number; subcomponent: number };

  constructor({ delimiters, charset, isPlain }: PartReaderOptions) {
    this.delimiters = delimiters;
    this.charset = charset;
    this.isPlain = isPlain;
    const { repetition, component, subcomponent } = delimiters;
    // NaN, which no character equals, for a separator that is not declared.
    this.codes = {
      repetition: repetition.charCodeAt(0),
      component: component.charCodeAt(0),
      subcomponent: subcomponent.charCodeAt(0),
    };
  }

  /** Returns a piece's text: replaces escapes, then decodes the bytes, once. */
  text(view: string): string {
    if (this.isPlain) return view;
    return decodeView(replaceEscapes(view, this.delimiters, hexadecimalView), this.charset);
  }

  /** Returns the text of a part of a field's first repetition, without a text for any other part; '' if absent. */
  firstText(view: string, field: { begin: number; end: number }, path: FieldPath): string {
    const { codes } = this;
    const { component, subcomponent } = path;
    const { begin } = field;
    const end = borderOf(view, begin, field.end, codes.repetition);
    if (component === undefined) return this.text(view.slice(begin, end));
    const from = partStart(view, begin, end, codes.component, component);
    if (from < 0) return '';
    const to = borderOf(view, from, end, codes.component);
    if (subcomponent === undefined) return this.text(view.slice(from, to));
    const inner = partStart(view, from, to, codes.subcomponent, subcomponent);
    return inner < 0 ? '' : this.text(view.slice(inner, borderOf(view, inner, to, codes.subcomponent)));
  }

  /** Returns no parts for an empty piece, and a single part if the separator is not declared. */
  split(view: string, separator: string): string[] {
    if (view === '') return [];
    return separator === '' ? [view] : view.split(separator);
  }
}

/** Returns the offset of the first separator between two offsets, else `end`. */
function borderOf(view: string, begin: number, end: number, separator: number): number {
  let at = begin;
  while (at < end && view.charCodeAt(at) !== separator) at += 1;
  return at;
}

/** Returns the offset at which a part begins, counted from 1; -1 if there is no such part. */
function partStart(view: string, begin: number, end: number, separator: number, number: number): number {
  let start = begin;
  for (let part = 1; part < number; part += 1) {
    const border = borderOf(view, start, end, separator);
    if (border === end) return -1;
    start = border + 1;
  }
  return start;
}

const hexadecimalView = (hexadecimal: string): string => Buffer.from(hexadecimal, 'hex').toString('latin1');
