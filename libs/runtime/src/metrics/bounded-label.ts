export interface BoundedLabelOptions {
  pattern: RegExp;
  /** Bound of the values that are kept beside the known ones. */
  maxValues: number;
  /** Values that are always kept. */
  known?: readonly string[];
}

/**
 * Bounds a label whose values come from outside: the known values and the first well-formed others are kept, the rest
 * become `other`.
 */
export class BoundedLabel {
  private readonly seen = new Set<string>();

  constructor(private readonly options: BoundedLabelOptions) {}

  of(text: string): string {
    const { pattern, maxValues, known = [] } = this.options;
    if (known.includes(text) || this.seen.has(text)) return text;
    if (this.seen.size >= maxValues || !pattern.test(text)) return 'other';
    this.seen.add(text);
    return text;
  }
}
