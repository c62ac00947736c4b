import { type Decision } from './decision';
import { type HistoryView } from './history';
import { type EarlierResult, type HistoryLog } from './history-log';

/**
 * A result counted in a patient's history, in one revision and at one time, from a moment on. Moments are counted for each
 * patient. A decision's look-back is a range of times at a moment: the results whose spans hold it. It stays exact
 * whatever is corrected, withdrawn or merged later, because a span never changes but for its end.
 */
export interface HistorySpan {
  readonly patientId: string;
  readonly resultId: string;
  readonly revision: number;
  readonly observedAtMs: number;
  readonly since: number;
}

export interface EndedSpan extends HistorySpan {
  /** The first moment at which it no longer counted; null: it still counts. */
  readonly until: number | null;
}

/** The part of a patient's stored spans that decisions need. */
export interface StoredHistory {
  /** 0: none. */
  readonly lastMoment: number;
  /** Spans that have not ended, of results observed at or after a time. */
  readonly open: readonly HistorySpan[];
}

export interface HistoryChanges {
  /** Spans to add; some have ended already. */
  readonly added: readonly EndedSpan[];
  /** Stored spans that end. */
  readonly ended: readonly EndedSpan[];
  /** By decision id; a decision without earlier results has none. */
  readonly moments: ReadonlyMap<string, number>;
}

/** Returns from which time on the open spans of each patient must be read before these decisions are recorded. */
export function historiesToRead(decisions: readonly Decision[]): Map<string, number> {
  const earliest = new Map<string, number>();
  for (const { patientId, history } of decisions) {
    if (history.length === 0) continue;
    earliest.set(patientId, Math.min(earliest.get(patientId) ?? Infinity, history.fromMs));
  }
  return earliest;
}

/**
 * Returns the changes of the stored spans that make them hold what these decisions looked back on, and the moment of each.
 * What is stored need not be up to date: a version without spans, or an import, may have added results.
 * @param decisions in the order in which they were made
 * @param stored by patient id, from the times of `historiesToRead` on; nothing for a patient without spans
 */
export function historyChanges(
  decisions: readonly Decision[],
  stored: ReadonlyMap<string, StoredHistory>,
): HistoryChanges {
  const recorders = new Map(
    [...historiesToRead(decisions)].map(([patientId, fromMs]) => {
      const known = stored.get(patientId) ?? { lastMoment: 0, open: [] };
      return [patientId, new HistoryRecorder(patientId, fromMs, known)] as const;
    }),
  );
  const moments = new Map<string, number>();
  for (const { id, patientId, history } of decisions) {
    const moment = history.length > 0 && recorders.get(patientId)?.momentOf(history);
    if (moment) moments.set(id, moment);
  }
  const all = [...recorders.values()];
  return {
    added: all.flatMap(({ added }) => added),
    ended: all.flatMap(({ ended }) => ended),
    moments,
  };
}

/** Follows one patient's history from decision to decision, and records the differences. */
class HistoryRecorder {
  readonly added: EndedSpan[] = [];
  readonly ended: EndedSpan[] = [];
  private moment: number;
  /** By result id. */
  private readonly open: Map<string, HistorySpan>;
  /** Index in `added` of the open spans that are not stored yet. */
  private readonly places = new Map<HistorySpan, number>();
  /** A result that moved in time while nobody looked may have two open spans. */
  private surplus: readonly HistorySpan[];
  private log: HistoryLog | undefined;
  private changes = 0;

  constructor(
    private readonly patientId: string,
    private readonly fromMs: number,
    { lastMoment, open }: StoredHistory,
  ) {
    this.moment = lastMoment;
    this.open = new Map(open.map((span) => [span.resultId, span]));
    this.surplus = open.filter((span) => this.open.get(span.resultId) !== span);
  }

  /** Returns the moment that holds the view. Views come in the order of their decisions. */
  momentOf({ log, changes }: HistoryView): number {
    const now = this.log === log ? new Map<string, EarlierResult | undefined>() : this.begin(log);
    for (const { result, counts } of log.between(this.changes, changes))
      now.set(result.id, counts ? result : undefined);
    this.changes = Math.max(this.changes, changes);
    this.record(now);
    return this.moment;
  }

  /** The patient was read, or merged: any of the spans may be out of date. */
  private begin(log: HistoryLog): Map<string, EarlierResult | undefined> {
    this.log = log;
    this.changes = 0;
    const now = new Map<string, EarlierResult | undefined>(
      [...this.open.keys()].map((id) => [id, undefined]),
    );
    for (const result of log.initial) now.set(result.id, result);
    return now;
  }

  /** @param now the results that may have changed, by id; undefined if one does not count */
  private record(now: ReadonlyMap<string, EarlierResult | undefined>): void {
    const next = this.moment + 1;
    const { patientId, surplus } = this;
    let hasChanged = surplus.length > 0;
    for (const span of surplus) this.end(span, next);
    this.surplus = [];
    for (const [id, result] of now) {
      const span = this.open.get(id);
      // No decision of the batch looks back further; a later one that does will find the difference.
      const counting = result && result.observedAtMs >= this.fromMs ? result : undefined;
      if (span ? counting && isSame(span, counting) : !counting) continue;
      hasChanged = true;
      if (span) this.end(span, next);
      this.open.delete(id);
      if (!counting) continue;
      const { revision, observedAtMs } = counting;
      const opened = { patientId, resultId: id, revision, observedAtMs, since: next };
      this.open.set(id, opened);
      this.places.set(opened, this.added.push({ ...opened, until: null }) - 1);
    }
    if (hasChanged) this.moment = next;
  }

  private end(span: HistorySpan, until: number): void {
    const place = this.places.get(span);
    if (place === undefined) this.ended.push({ ...span, until });
    else this.added[place] = { ...span, until };
  }
}

function isSame(span: HistorySpan, { revision, observedAtMs }: EarlierResult): boolean {
  return span.revision === revision && span.observedAtMs === observedAtMs;
}
