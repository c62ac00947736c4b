import { lowest, median } from '../rule/statistics';

/** Within-person plus analytical variation (CV 5.2% and 2.5%, rounded up); short histories are shrunk towards it. */
const PRIOR_SPREAD = 0.1;
const PRIOR_WEIGHT = 4;

/** Logarithms of the results of one window, by time. Each statistic is computed once, however many features use it. */
export class LogWindow {
  private knownMedian: number | null | undefined;
  private readonly knownSpreads = new Map<number, number>();

  constructor(private readonly values: Float64Array) {}

  get length(): number {
    return this.values.length;
  }

  get lowest(): number | null {
    return lowest(this.values);
  }

  get highest(): number | null {
    return this.values.length === 0 ? null : this.values.reduce((a, b) => Math.max(a, b));
  }

  get mean(): number | null {
    return this.values.length === 0 ? null : meanOf(this.values);
  }

  get median(): number | null {
    if (this.knownMedian === undefined) this.knownMedian = median(this.values);
    return this.knownMedian;
  }

  /** @param furthest a value further from the median than this counts as this far */
  spread(furthest = Infinity): number {
    const known = this.knownSpreads.get(furthest) ?? this.spreadWithin(furthest);
    this.knownSpreads.set(furthest, known);
    return known;
  }

  private spreadWithin(furthest: number): number {
    const centre = this.median ?? 0;
    let squares = 0;
    for (const value of this.values) squares += Math.min(furthest, Math.abs(value - centre)) ** 2;
    return Math.sqrt((squares + PRIOR_WEIGHT * PRIOR_SPREAD ** 2) / (this.values.length + PRIOR_WEIGHT));
  }
}

export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
