import { Hl7Repetition } from './hl7-repetition';
import { type PartReader } from './part-reader';

/** HL7's instruction to delete the receiver's value. */
const DELETE = '""';

/** A field of a segment. An absent field is an empty field: HL7 gives both the same meaning. */
export class Hl7Field {
  private parts: readonly Hl7Repetition[] | undefined;

  /** @param raw the field's bytes as received, one character each */
  constructor(
    readonly raw: string,
    private readonly reader: PartReader,
  ) {}

  get isEmpty(): boolean {
    return this.raw === '';
  }

  get isDelete(): boolean {
    return this.raw === DELETE;
  }

  /** The unescaped text, with the separators between repetitions and components unchanged. */
  get text(): string {
    return this.reader.text(this.raw);
  }

  /** Empty for an empty field. */
  get repetitions(): readonly Hl7Repetition[] {
    this.parts ??= this.reader
      .split(this.raw, this.reader.delimiters.repetition)
      .map((part) => new Hl7Repetition(part, this.reader));
    return this.parts;
  }
}
