import { type PartReader } from './part-reader';

/** A component of a field's repetition. */
export class Hl7Component {
  private parts: readonly string[] | undefined;

  constructor(
    private readonly view: string,
    private readonly reader: PartReader,
  ) {}

  /** The unescaped text, with the separators between subcomponents unchanged. */
  get text(): string {
    return this.reader.text(this.view);
  }

  get subcomponents(): readonly string[] {
    return this.split().map((part) => this.reader.text(part));
  }

  /** `number` counts from 1; returns '' if there is no such subcomponent. */
  subcomponent(number: number): string {
    return this.reader.text(this.split()[number - 1] ?? '');
  }

  private split(): readonly string[] {
    this.parts ??= this.reader.split(this.view, this.reader.delimiters.subcomponent);
    return this.parts;
  }
}
