import { type CreatinineResult } from '@renwatch/aki';
import { type LiveResult } from './result';
import { spliced } from './timeline';

/** A result that counts, as decisions look back on it. */
export interface EarlierResult extends CreatinineResult {
  readonly revision: number;
}

/**
 * The results of a patient that count, by time, then id. A value: a change makes another one. Histories that only grow at
 * their end share one array, and so do the decisions' views of them: a copy for each decision would be quadratic.
 */
export class History {
  private constructor(
    /** Longer than this history if a later one shares it. */
    private readonly shared: EarlierResult[],
    readonly length: number,
  ) {}

  static of(live: readonly LiveResult[]): History {
    return new History(live.map(earlierOf), live.length);
  }

  inserted(index: number, result: LiveResult): History {
    const { shared, length } = this;
    if (index === length && shared.length === length) {
      shared.push(earlierOf(result));
      return new History(shared, length + 1);
    }
    const items = spliced(shared.slice(0, length), index, 0, earlierOf(result));
    return new History(items, items.length);
  }

  removed(index: number): History {
    const items = spliced(this.shared.slice(0, this.length), index, 1);
    return new History(items, items.length);
  }

  /** @param to the index after the last */
  view(from: number, to: number): HistoryView {
    return new HistoryView(this.shared, from, to);
  }
}

/** Consecutive results of a history: those that a decision looked back on. */
export class HistoryView {
  static readonly empty = new HistoryView([], 0, 0);

  constructor(
    /** Views with the same array are of one history that grew at its end. */
    private readonly shared: readonly EarlierResult[],
    private readonly from: number,
    private readonly to: number,
  ) {}

  get length(): number {
    return this.to - this.from;
  }

  results(): readonly EarlierResult[] {
    return this.shared.slice(this.from, this.to);
  }
}

function earlierOf({ id, observedAtMs, umolPerL, comparator, revision }: LiveResult): EarlierResult {
  return { id, observedAtMs, umolPerL: Number(umolPerL), comparator, revision };
}
