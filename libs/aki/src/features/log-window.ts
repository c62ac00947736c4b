import { lowest, median } from '../rule/statistics';

/** Within-person plus analytical variation (CV 5.2% and 2.5%, rounded up); short histories are shrunk towards it. */
const PRIOR_SPREAD = 0.1;
const PRIOR_WEIGHT = 4;

/**
 * Logarithms of the results of one window, by time. Each statistic is computed at most once, however many features use
 * it, and by loops, because a history may hold thousands of results.
 */
export class LogWindow {
  private readonly known = new Map<string, number | null>();

  constructor(
    private readonly logs: readonly number[],
    private readonly from = 0,
    private readonly to = logs.length,
  ) {}

  get length(): number {
    return this.to - this.from;
  }

  get lowest(): number | null {
    return this.once('lowest', () => lowest(this.logs, this.from, this.to));
  }

  get highest(): number | null {
    return this.once('highest', () => {
      let highest = -Infinity;
      for (let i = this.from; i < this.to; i += 1) highest = Math.max(highest, this.logs[i] as number);
      return this.length === 0 ? null : highest;
    });
  }

  get mean(): number | null {
    return this.once('mean', () => {
      let sum = 0;
      for (let i = this.from; i < this.to; i += 1) sum += this.logs[i] as number;
      return this.length === 0 ? null : sum / this.length;
    });
  }

  get median(): number | null {
    return this.once('median', () => median(this.logs, this.from, this.to));
  }

  /** @param furthest a value further from the median than this counts as this far */
  spread(furthest = Infinity): number {
    return this.once(`spread ${furthest}`, () => {
      const centre = this.median ?? 0;
      let squares = 0;
      for (let i = this.from; i < this.to; i += 1)
        squares += Math.min(furthest, Math.abs((this.logs[i] as number) - centre)) ** 2;
      return Math.sqrt((squares + PRIOR_WEIGHT * PRIOR_SPREAD ** 2) / (this.length + PRIOR_WEIGHT));
    });
  }

  private once<T extends number | null>(name: string, compute: () => T): T {
    const known = this.known.get(name);
    if (known !== undefined) return known as T;
    const value = compute();
    this.known.set(name, value);
    return value;
  }
}
