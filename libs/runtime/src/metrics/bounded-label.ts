/** Bounds a label whose values come from outside: the first well-formed values are kept, all others become `other`. */
export class BoundedLabel {
  private readonly seen = new Set<string>();

  constructor(private readonly options: { pattern: RegExp; maxValues: number }) {}

  of(text: string): string {
    if (this.seen.has(text)) return text;
    if (this.seen.size >= this.options.maxValues || !this.options.pattern.test(text)) return 'other';
    this.seen.add(text);
    return text;
  }
}
