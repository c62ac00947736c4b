import { type Delimiters } from '../delimiters/delimiters';
import { parseMessagePath } from './field-path';
import { Hl7Segment } from './hl7-segment';
import { type PartReader } from './part-reader';
import { type Line } from './split-lines';

/** Continues the last field of the segment before it. */
const CONTINUATION = 'ADD';

/** A parsed message. Nothing is changed or dropped; fields are read on demand. */
export class Hl7Message {
  /** In order, without blank lines; ADD segments are joined to the segment that they continue. */
  readonly segments: readonly Hl7Segment[];
  private byName: Map<string, Hl7Segment[]> | undefined;

  /** Use parseMessage. @param prefix the bytes before MSH: a byte order mark or blanks */
  constructor(
    private readonly reader: PartReader,
    readonly prefix: string,
    readonly lines: readonly Line[],
  ) {
    this.segments = segmentsOf(lines, reader);
  }

  get delimiters(): Delimiters {
    return this.reader.delimiters;
  }

  /** The charset that texts are decoded with, a label of the WHATWG encoding standard. */
  get charset(): string {
    return this.reader.charset;
  }

  /** MSH-9; absent components are ''. */
  get type(): { code: string; event: string; structure: string } {
    const { header } = this;
    return { code: header.get('9.1'), event: header.get('9.2'), structure: header.get('9.3') };
  }

  /** MSH-10 */
  get controlId(): string {
    return this.header.get('10');
  }

  get header(): Hl7Segment {
    // parseMessage refuses messages without MSH.
    return this.segments[0] as Hl7Segment;
  }

  first(name: string): Hl7Segment | undefined {
    return this.named(name)[0];
  }

  all(name: string): Hl7Segment[] {
    return [...this.named(name)];
  }

  /** Returns the unescaped text at `PID-3.1`, `OBX[2]-5[1].1.2`; '' if absent. See Hl7Segment.get. */
  get(path: string): string {
    const at = parseMessagePath(path);
    const segment = this.named(at.segment)[at.occurrence - 1];
    return segment ? segment.at(at) : '';
  }

  private named(name: string): readonly Hl7Segment[] {
    if (!this.byName) {
      this.byName = new Map();
      for (const segment of this.segments) {
        const known = this.byName.get(segment.name);
        if (known) known.push(segment);
        else this.byName.set(segment.name, [segment]);
      }
    }
    return this.byName.get(name) ?? [];
  }
}

function segmentsOf(lines: readonly Line[], reader: PartReader): Hl7Segment[] {
  const begin = `${CONTINUATION}${reader.delimiters.field}`;
  const texts: string[] = [];
  for (const { text } of lines) {
    if (text.startsWith(begin) && texts.length > 1) texts[texts.length - 1] += text.slice(begin.length);
    else if (!isBlank(text)) texts.push(text);
  }
  return texts.map((text) => new Hl7Segment(text, reader));
}

function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && text.trim() === '';
}
