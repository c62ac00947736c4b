import { type CreatinineResult } from '@renwatch/aki';
import { byTime } from './timeline';

/** A result that counts, as decisions look back on it. */
export interface EarlierResult extends CreatinineResult {
  readonly revision: number;
}

/** A change of a patient's history: a result begins to count, or stops counting. */
export interface HistoryChange {
  readonly result: EarlierResult;
  readonly counts: boolean;
}

/** A patient's history as it was read, followed by its changes. Append-only, and shared by all later histories. */
export class HistoryLog {
  private readonly changes: HistoryChange[] = [];

  /** @param initial by time, then id */
  constructor(readonly initial: readonly EarlierResult[]) {}

  /**
   * Returns a log with the first `count` changes and this one. It appends to this log if it has no more than `count`
   * changes; otherwise it makes a copy, because another history has appended after them.
   */
  after(count: number, change: HistoryChange): HistoryLog {
    if (this.changes.length === count) {
      this.changes.push(change);
      return this;
    }
    const log = new HistoryLog(this.initial);
    log.changes.push(...this.between(0, count), change);
    return log;
  }

  /** Returns the changes after the first `from`, up to the first `to`. */
  between(from: number, to: number): readonly HistoryChange[] {
    return this.changes.slice(from, to);
  }

  /** Returns the results that counted after the first `count` changes, by time, then id. */
  resultsAfter(count: number): EarlierResult[] {
    const results = new Map(this.initial.map((result) => [result.id, result]));
    for (const { result, counts } of this.between(0, count)) {
      if (counts) results.set(result.id, result);
      else results.delete(result.id);
    }
    return [...results.values()].sort(byTime);
  }
}
