import { type Decision } from './decision';
import { type HistoryView } from './history';
import { type EarlierResult, type HistoryLog } from './history-log';

/**
 * The period during which one revision of a result counted in a patient's history. Moments number the changes of that
 * history: 1 is the first change. A decision stores a range of times and a moment instead of a list of results. Its
 * look-back is every result observed in the range whose span includes the moment. Later corrections, withdrawals and
 * merges do not alter it, because a stored span only ever gets an end.
 */
export interface HistorySpan {
  readonly patientId: string;
  readonly resultId: string;
  readonly revision: number;
  readonly observedAtMs: number;
  /** The first moment at which it counted. */
  readonly since: number;
}

export interface EndedSpan extends HistorySpan {
  /** The first moment at which it no longer counted; null if it still counts. */
  readonly until: number | null;
}

/** The part of a patient's stored spans that new decisions need. */
export interface StoredHistory {
  /** The moment of the latest stored change; 0 if there is none. */
  readonly lastMoment: number;
  /** Spans without an end, for results observed at or after the time that was asked for. */
  readonly open: readonly HistorySpan[];
}

export interface HistoryChanges {
  /** Spans to insert; some of them have already ended. */
  readonly added: readonly EndedSpan[];
  /** Stored spans to give an end. */
  readonly ended: readonly EndedSpan[];
  /** The moment of each look-back, by decision id. A decision without earlier results has no entry. */
  readonly moments: ReadonlyMap<string, number>;
}

/**
 * Returns the time, in ms since 1970, from which each patient's open spans must be read before these decisions are
 * recorded, by patient id. Patients whose decisions had no earlier results are left out.
 */
export function historiesToRead(decisions: readonly Decision[]): Map<string, number> {
  const earliest = new Map<string, number>();
  for (const { patientId, history } of decisions) {
    if (history.length === 0) continue;
    earliest.set(patientId, Math.min(earliest.get(patientId) ?? Infinity, history.fromMs));
  }
  return earliest;
}

/**
 * Returns the changes that bring the stored spans up to date with what these decisions looked back on, and the moment of
 * each look-back. Stored spans may be out of date: an import, or a version that records no spans, may have added results.
 * @param decisions in the order in which they were made
 * @param stored by patient id, read from the times that `historiesToRead` returned; no entry for a patient without spans
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

/** Follows one patient's history from decision to decision and records each difference as spans. */
class HistoryRecorder {
  readonly added: EndedSpan[] = [];
  readonly ended: EndedSpan[] = [];
  private moment: number;
  /** By result id. */
  private readonly open: Map<string, HistorySpan>;
  /** Index in `added` of each open span that is not stored yet. */
  private readonly places = new Map<HistorySpan, number>();
  /** Older open spans of results that have two: a result whose time changed between two reads keeps its old span open. */
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

  /** Returns the moment at which the spans equal the view. Call it in the order of the decisions. */
  momentOf({ log, changes }: HistoryView): number {
    const now = this.log === log ? new Map<string, EarlierResult | undefined>() : this.begin(log);
    for (const { result, counts } of log.between(this.changes, changes))
      now.set(result.id, counts ? result : undefined);
    this.changes = Math.max(this.changes, changes);
    this.record(now);
    return this.moment;
  }

  /** Starts on another log. The patient was read again or merged, so any span may be out of date. */
  private begin(log: HistoryLog): Map<string, EarlierResult | undefined> {
    this.log = log;
    this.changes = 0;
    const now = new Map<string, EarlierResult | undefined>(
      [...this.open.keys()].map((id) => [id, undefined]),
    );
    for (const result of log.initial) now.set(result.id, result);
    return now;
  }

  /** @param now results that may have changed, by id; undefined for a result that does not count */
  private record(now: ReadonlyMap<string, EarlierResult | undefined>): void {
    const next = this.moment + 1;
    const { patientId, surplus } = this;
    let hasChanged = surplus.length > 0;
    for (const span of surplus) this.end(span, next);
    this.surplus = [];
    for (const [id, result] of now) {
      const span = this.open.get(id);
      // No decision of this batch looks back further. A later decision that does finds the difference.
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
