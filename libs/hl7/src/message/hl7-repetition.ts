import { Hl7Component } from './hl7-component';
import { type PartReader } from './part-reader';

/** A value of a field. */
export class Hl7Repetition {
  private parts: readonly Hl7Component[] | undefined;

  constructor(
    private readonly view: string,
    private readonly reader: PartReader,
  ) {}

  /** The unescaped text, with the separators between components unchanged. */
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
