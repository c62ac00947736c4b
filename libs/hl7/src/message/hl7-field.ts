import { Hl7Repetition } from './hl7-repetition';
import { type PartReader } from './part-reader';

/** HL7's order to delete what the receiver has. */
const DELETE = '""';

/** A field of a segment. An absent field is an empty one: HL7 gives both the same meaning. */
export class Hl7Field {
  private parts: readonly Hl7Repetition[] | undefined;

  /** `raw`: the field's bytes, one character each, as received. */
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

  /** Unescaped; repetitions and components stay separated as they are. */
  get text(): string {
    return this.reader.text(this.raw);
  }

  /** None where the field is empty. */
  get repetitions(): readonly Hl7Repetition[] {
    this.parts ??= this.reader
      .split(this.raw, this.reader.delimiters.repetition)
      .map((part) => new Hl7Repetition(part, this.reader));
    return this.parts;
  }
}
