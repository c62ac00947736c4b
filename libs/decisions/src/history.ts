import { type EarlierResult, type HistoryChange, HistoryLog } from './history-log';
import { type LiveResult } from './result';
import { spliced } from './timeline';

/**
 * The results of a patient that count, by time, then id. Immutable: a change returns another history. Histories that only
 * grow at their end share one array. Each knows its position in the log of changes. A decision keeps that position instead
 * of a copy of its results, because copies would take space quadratic in the number of results.
 */
export class History {
  private constructor(
    /** Longer than this history if a later one shares it. */
    private readonly shared: EarlierResult[],
    private readonly length: number,
    private readonly log: HistoryLog,
    /** Number of the log's changes that this history includes. */
    private readonly changes: number,
  ) {}

  static of(live: readonly LiveResult[]): History {
    const results = live.map(earlierOf);
    return new History(results, results.length, new HistoryLog([...results]), 0);
  }

  inserted(index: number, live: LiveResult): History {
    const { shared, length } = this;
    const result = earlierOf(live);
    if (index === length && shared.length === length) {
      shared.push(result);
      return this.after({ result, counts: true }, shared, length + 1);
    }
    const results = spliced(shared.slice(0, length), index, 0, result);
    return this.after({ result, counts: true }, results, results.length);
  }

  removed(index: number): History {
    const results = this.shared.slice(0, this.length);
    const [result] = results.splice(index, 1);
    return result ? this.after({ result, counts: false }, results, results.length) : this;
  }

  /**
   * Returns what a decision looks back on.
   * @param from index of the first result; `to` is the one after the last
   * @param window the times that the results lie in: `fromMs` inclusive, `toMs` exclusive
   */
  lookBack(from: number, to: number, window: { fromMs: number; toMs: number }): LookBack {
    const view = new HistoryView(this.log, this.changes, { ...window, length: to - from });
    return { results: this.shared.slice(from, to), view };
  }

  private after(change: HistoryChange, results: EarlierResult[], length: number): History {
    const log = this.log.after(this.changes, change);
    return new History(results, length, log, this.changes + 1);
  }
}

/** The results that a decision looks back on, and the view that the decision keeps. */
export interface LookBack {
  readonly results: readonly EarlierResult[];
  readonly view: HistoryView;
}

/** The results that a decision looked back on, kept as a range of times and a position in the log of changes. */
export class HistoryView {
  static readonly empty = new HistoryView(new HistoryLog([]), 0, { fromMs: 0, toMs: 0, length: 0 });

  readonly fromMs: number;
  readonly length: number;
  private readonly toMs: number;

  constructor(
    /** Views of one patient's history share it, until the patient is read again or merged. */
    readonly log: HistoryLog,
    readonly changes: number,
    { fromMs, toMs, length }: { fromMs: number; toMs: number; length: number },
  ) {
    this.fromMs = fromMs;
    this.toMs = toMs;
    this.length = length;
  }

  /** Rebuilds the list of results by replaying the log. */
  results(): readonly EarlierResult[] {
    const { fromMs, toMs } = this;
    return this.log
      .resultsAfter(this.changes)
      .filter(({ observedAtMs }) => observedAtMs >= fromMs && observedAtMs < toMs);
  }
}

function earlierOf({ id, observedAtMs, umolPerL, comparator, revision }: LiveResult): EarlierResult {
  return { id, observedAtMs, umolPerL: Number(umolPerL), comparator, revision };
}
