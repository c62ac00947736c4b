/** Keeps the newest times from message to page in ms, up to a bound. */
export class Latencies {
  private readonly values: number[] = [];
  private next = 0;

  constructor(private readonly maxValues = 100_000) {}

  add(ms: number): void {
    this.values[this.next] = ms;
    this.next = (this.next + 1) % this.maxValues;
  }

  get count(): number {
    return this.values.length;
  }

  /** Returns the value that a share (0 to 1) of all does not exceed; undefined without values. */
  quantile(share: number): number | undefined {
    const sorted = [...this.values].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  }
}
