import { parseFieldPath } from './field-path';
import { Hl7Field } from './hl7-field';
import { type PartReader } from './part-reader';

/** Their first field is the field separator itself, their second the other separators, which separate nothing there. */
const HEADERS = new Set(['MSH', 'FHS', 'BHS']);

/** A segment, cut into fields when the first is asked for, each field read when it is asked for. */
export class Hl7Segment {
  readonly name: string;
  private parts: readonly string[] | undefined;
  private fields: Map<number, Hl7Field> | undefined;

  /** `raw`: the segment's bytes without its end, one character each; what ADD segments continue included. */
  constructor(
    readonly raw: string,
    private readonly reader: PartReader,
  ) {
    const end = raw.indexOf(reader.delimiters.field);
    this.name = end < 0 ? raw : raw.slice(0, end);
  }

  /** How many fields the segment has, as HL7 counts them. */
  get fieldCount(): number {
    return this.split().length - (HEADERS.has(this.name) ? 0 : 1);
  }

  /** As HL7 counts: the first is 1; MSH-1 is the separator itself. An absent field is empty. */
  field(number: number): Hl7Field {
    const known = this.fields?.get(number);
    if (known) return known;
    const field = new Hl7Field(this.rawField(number), this.reader);
    // An absent field has nothing to remember: whoever asks for a million of them fills no memory.
    if (!field.isEmpty) (this.fields ??= new Map()).set(number, field);
    return field;
  }

  /**
   * The unescaped text at `3`, `3.1`, `3[2].4.1`: repetition 1 where none is named, '' where there is nothing. A path
   * that ends early gives the whole of its level, with the separators below it as they are.
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
    return number < 1 ? '' : (this.split()[number - 1] ?? '');
  }

  private split(): readonly string[] {
    this.parts ??= this.raw.split(this.reader.delimiters.field);
    return this.parts;
  }
}
