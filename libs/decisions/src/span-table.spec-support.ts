import { type Decision } from './decision';
import { type EndedSpan, historiesToRead, historyChanges } from './history-spans';
import { byTime } from './timeline';

interface RecordedLookBack {
  patientId: string;
  fromMs: number;
  toMs: number;
  /** Null if it looked back on nothing. */
  moment: number | null;
}

/** The spans of all patients as a database keeps them, and the ranges that decisions name instead of lists. */
export class SpanTable {
  readonly spans: EndedSpan[] = [];
  private readonly lookBacks = new Map<string, RecordedLookBack>();

  record(decisions: readonly Decision[]): void {
    const { added, ended, moments } = historyChanges(decisions, this.read(historiesToRead(decisions)));
    for (const span of ended) {
      const { resultId, revision, patientId, since } = span;
      const index = this.spans.findIndex(
        (other) => other.patientId === patientId && other.resultId === resultId && other.since === since,
      );
      expect(this.spans[index]).toMatchObject({ revision, until: null });
      this.spans[index] = span;
    }
    this.spans.push(...added);
    for (const { id, patientId, history, observedAtMs: toMs } of decisions) {
      const { fromMs } = history;
      this.lookBacks.set(id, { patientId, fromMs, toMs, moment: moments.get(id) ?? null });
    }
  }

  /** The ids and revisions that a decision looked back on; undefined if it was recorded without a range. */
  lookBackOf(decisionId: string): { history: string[]; historyRevisions: number[] } | undefined {
    const lookBack = this.lookBacks.get(decisionId);
    if (!lookBack) return undefined;
    const { patientId, fromMs, toMs, moment } = lookBack;
    const counted = this.spans
      .filter((span) => span.patientId === patientId)
      .filter(({ observedAtMs }) => observedAtMs >= fromMs && observedAtMs < toMs)
      .filter(({ since, until }) => moment !== null && since <= moment && (until === null || moment < until))
      .map(({ resultId: id, ...span }) => ({ id, ...span }))
      .sort(byTime);
    return {
      history: counted.map(({ id }) => id),
      historyRevisions: counted.map(({ revision }) => revision),
    };
  }

  private read(ranges: ReadonlyMap<string, number>) {
    const stored = [...ranges].map(([patientId, fromMs]) => {
      const own = this.spans.filter((span) => span.patientId === patientId);
      const open = own.filter(({ until, observedAtMs }) => until === null && observedAtMs >= fromMs);
      const lastMoment = Math.max(0, ...own.map(({ since, until }) => until ?? since));
      return [patientId, { lastMoment, open }] as const;
    });
    return new Map(stored);
  }
}
