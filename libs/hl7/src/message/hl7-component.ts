import { type PartReader } from './part-reader';

/** A component of a field's repetition. */
export class Hl7Component {
  private parts: readonly string[] | undefined;

  constructor(
    private readonly view: string,
    private readonly reader: PartReader,
  ) {}

  /** Unescaped; subcomponents stay separated as they are. */
  get text(): string {
    return this.reader.text(this.view);
  }

  get subcomponents(): readonly string[] {
    return this.split().map((part) => this.reader.text(part));
  }

  /** Counted from 1; '' where there is none. */
  subcomponent(number: number): string {
    return this.reader.text(this.split()[number - 1] ?? '');
  }

  private split(): readonly string[] {
    this.parts ??= this.reader.split(this.view, this.reader.delimiters.subcomponent);
    return this.parts;
  }
}
