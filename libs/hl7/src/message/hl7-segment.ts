import { type FieldPath, parseFieldPath } from './field-path';
import { Hl7Field } from './hl7-field';
import { type PartReader } from './part-reader';

/** Segments whose first field is the field separator itself and whose second holds the other separators. */
const HEADERS = new Set(['MSH', 'FHS', 'BHS']);
/** Longer fields are split once and kept, so that reading each of their parts in turn stays linear. */
const MAX_SEARCHED = 128;

/**
 * A segment. The borders of its fields are searched as far as a read needs them and kept; no text is made of a field
 * before it is read.
 */
export class Hl7Segment {
  readonly name: string;
  private readonly isHeader: boolean;
  /** Offset of each part's first character; the name is part 0. */
  private readonly starts: number[] = [0];
  private isSearched = false;
  private fields: Map<number, Hl7Field> | undefined;

  /** @param raw the segment's bytes without its end, one character each, with its ADD segments */
  constructor(
    readonly raw: string,
    private readonly reader: PartReader,
  ) {
    const end = this.startOf(1) - 1;
    this.name = raw.slice(0, end);
    this.isHeader = HEADERS.has(this.name);
  }

  /** The number of fields, as HL7 counts them. */
  get fieldCount(): number {
    this.startOf(Infinity);
    return this.starts.length - (this.isHeader ? 0 : 1);
  }

  /** Counts as HL7 does: the first field is 1, and MSH-1 is the separator itself. An absent field is empty. */
  field(number: number): Hl7Field {
    const known = this.fields?.get(number);
    if (known) return known;
    const field = new Hl7Field(this.rawField(number), this.reader);
    // Absent fields are not cached, so that asking for a million of them uses no memory.
    if (!field.isEmpty) (this.fields ??= new Map()).set(number, field);
    return field;
  }

  /**
   * Returns the unescaped text at `3`, `3.1`, `3[2].4.1`; '' if absent. The default repetition is 1. A shorter path
   * returns its whole level, with the separators below it unchanged.
   */
  get(path: string): string {
    return this.at(parseFieldPath(path));
  }

  /** Returns the text at a path that is read already. */
  at(path: FieldPath): string {
    const { field, repetition } = path;
    if (this.isHeader && field <= 2) return this.rawField(field);
    const part = this.isHeader ? field - 1 : field;
    const begin = this.startOf(part);
    const end = this.startOf(part + 1) - 1;
    if (end <= begin) return '';
    if (repetition === 1 && end - begin <= MAX_SEARCHED)
      return this.reader.firstText(this.raw, { begin, end }, path);
    return this.partText(path);
  }

  private partText({ field, repetition: number, component: part, subcomponent }: FieldPath): string {
    const repetition = this.field(field).repetitions[number - 1];
    if (!repetition) return '';
    if (part === undefined) return repetition.text;
    const component = repetition.components[part - 1];
    if (!component) return '';
    return subcomponent === undefined ? component.text : component.subcomponent(subcomponent);
  }

  private rawField(number: number): string {
    if (number < 1) return '';
    if (!this.isHeader) return this.rawPart(number);
    return number === 1 ? this.reader.delimiters.field : this.rawPart(number - 1);
  }

  private rawPart(part: number): string {
    return this.raw.slice(this.startOf(part), this.startOf(part + 1) - 1);
  }

  /** Returns the offset of a part's first character; for absent parts, the offset after a separator at the end. */
  private startOf(part: number): number {
    const { starts } = this;
    while (starts.length <= part) {
      const border = this.isSearched ? -1 : this.raw.indexOf(this.reader.delimiters.field, starts.at(-1));
      if (border < 0) {
        this.isSearched = true;
        return this.raw.length + 1;
      }
      starts.push(border + 1);
    }
    return starts[part] ?? this.raw.length + 1;
  }
}
