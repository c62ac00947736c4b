import { parseFieldPath } from './field-path';
import { Hl7Field } from './hl7-field';
import { type PartReader } from './part-reader';

/** Segments whose first field is the field separator itself and whose second holds the other separators. */
const HEADERS = new Set(['MSH', 'FHS', 'BHS']);

/** A segment; it is split into fields on demand, and each field is read on demand. */
export class Hl7Segment {
  readonly name: string;
  private parts: readonly string[] | undefined;
  private fields: Map<number, Hl7Field> | undefined;

  /** @param raw the segment's bytes without its end, one character each, with its ADD segments */
  constructor(
    readonly raw: string,
    private readonly reader: PartReader,
  ) {
    const end = raw.indexOf(reader.delimiters.field);
    this.name = end < 0 ? raw : raw.slice(0, end);
  }

  /** The number of fields, as HL7 counts them. */
  get fieldCount(): number {
    return this.split().length - (HEADERS.has(this.name) ? 0 : 1);
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
    const at = parseFieldPath(path);
    if (HEADERS.has(this.name) && at.field <= 2) return this.rawField(at.field);
    const repetition = this.field(at.field).repetitions[at.repetition - 1];
    if (!repetition) return '';
    if (at.component === undefined) return repetition.text;
    const component = repetition.components[at.component - 1];
    if (!component) return '';
    return at.subcomponent === undefined ? component.text : component.subcomponent(at.subcomponent);
  }

  private rawField(number: number): string {
    if (!HEADERS.has(this.name)) return number < 1 ? '' : (this.split()[number] ?? '');
    if (number === 1) return this.reader.delimiters.field;
    return this.split()[number - 1] ?? '';
  }

  private split(): readonly string[] {
    this.parts ??= this.raw.split(this.reader.delimiters.field);
    return this.parts;
  }
}
