import { Hl7Component } from './hl7-component';
import { type PartReader } from './part-reader';

/** One of the values of a field. */
export class Hl7Repetition {
  private parts: readonly Hl7Component[] | undefined;

  constructor(
    private readonly view: string,
    private readonly reader: PartReader,
  ) {}

  /** Unescaped; components stay separated as they are. */
  get text(): string {
    return this.reader.text(this.view);
  }

  get components(): readonly Hl7Component[] {
    this.parts ??= this.reader
      .split(this.view, this.reader.delimiters.component)
      .map((part) => new Hl7Component(part, this.reader));
    return this.parts;
  }
}
