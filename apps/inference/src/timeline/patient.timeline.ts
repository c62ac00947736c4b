import { WINDOW_365D_MS } from '@renwatch/aki';
import { type IntakeResult } from '../intake/intake';
import { supersedes } from './supersedes';
import { isLive, type TimelineResult } from './timeline-result';

export interface TimelineOptions {
  /** The stored results from the earliest new one's look-back on, in any order. */
  stored: readonly TimelineResult[];
  /** Makes a result's id from its identity. */
  resultId: (identity: { order: string; observedAt: string; subId: string; umolPerL: string }) => string;
}

/** A result that is new, or has a new revision. */
export interface TimelineChange {
  kind: 'inserted' | 'revised';
  result: TimelineResult;
}

/**
 * A patient's creatinine results in memory while one batch is decided. Results are applied one after another in the
 * order of the log, so that where a batch begins and ends changes no decision.
 */
export class PatientTimeline {
  private readonly byId = new Map<string, TimelineResult>();

  constructor(private readonly options: TimelineOptions) {
    for (const result of options.stored) this.byId.set(result.id, result);
  }

  /** Takes a result in; undefined where it says nothing new (a resend, or older than what is known). */
  apply(incoming: IntakeResult, messageId: string): TimelineChange | undefined {
    const source = `${messageId}:${incoming.observation}`;
    const current = this.find(incoming, source);
    if (!current) return this.insert(incoming, source);
    if (current.sources.has(source)) return undefined;
    const sentAtMs = Date.parse(incoming.sentAt);
    const umolPerL = incoming.umolPerL ?? current.umolPerL;
    const { status, comparator } = incoming;
    const says =
      umolPerL !== current.umolPerL || comparator !== current.comparator || status !== current.status;
    // What was imported as history and now comes over the feed is news: somebody may have to be paged about it.
    const imported = current.origin === 'history';
    if (!imported && !(says && supersedes({ status, sentAtMs }, current))) return undefined;
    const sources = new Set([...current.sources, source]);
    const revision = current.revision + 1;
    const result: TimelineResult = {
      ...current,
      origin: 'feed',
      revision,
      umolPerL,
      comparator,
      status,
      sentAtMs,
      sources,
    };
    this.byId.set(result.id, result);
    return { kind: 'revised', result };
  }

  /** The live results strictly before this one, within its look-back. */
  earlierThan(result: TimelineResult): (TimelineResult & { umolPerL: string })[] {
    const from = result.observedAtMs - WINDOW_365D_MS;
    return this.live().filter((one) => one.observedAtMs >= from && one.observedAtMs < result.observedAtMs);
  }

  /**
   * The results to decide after a change, in order of time: the changed one itself, then the later ones that were
   * decided before and look back on it.
   */
  affectedBy({ result: changed }: TimelineChange): TimelineResult[] {
    const until = changed.observedAtMs + WINDOW_365D_MS;
    const looksBack = (one: TimelineResult) =>
      one.decision !== null && one.observedAtMs > changed.observedAtMs && one.observedAtMs <= until;
    const later = this.live().filter(looksBack).sort(byTime);
    const itself = isLive(changed) || changed.decision !== null;
    return itself ? [changed, ...later] : later;
  }

  /** No live result of the patient is later. */
  isNewest(result: TimelineResult): boolean {
    return !this.live().some((one) => one.observedAtMs > result.observedAtMs);
  }

  /** Notes the decision just made, for the next one about the same result. */
  decided(resultId: string, decision: NonNullable<TimelineResult['decision']>): void {
    const result = this.byId.get(resultId);
    if (result) this.byId.set(resultId, { ...result, decision });
  }

  current(resultId: string): TimelineResult | undefined {
    return this.byId.get(resultId);
  }

  private live(): (TimelineResult & { umolPerL: string })[] {
    return [...this.byId.values()].filter(isLive);
  }

  /**
   * The stored result that an incoming one is about. With an order number its identity tells. Without one two values
   * at one minute are two results; only a correction or a withdrawal speaks of another value's result, and only where
   * there is no doubt which.
   */
  private find(incoming: IntakeResult, source: string): TimelineResult | undefined {
    const observedAtMs = Date.parse(incoming.observedAt.instant);
    const same = [...this.byId.values()].filter(
      (one) =>
        one.order === incoming.order && one.subId === incoming.subId && one.observedAtMs === observedAtMs,
    );
    const sentBefore = same.find((one) => one.sources.has(source));
    if (sentBefore) return sentBefore;
    if (incoming.order !== '') return same[0];
    const sameValue = same.find((one) => one.umolPerL === incoming.umolPerL);
    if (sameValue) return sameValue;
    return CHANGES_ANOTHER.has(incoming.status) && same.length === 1 ? same[0] : undefined;
  }

  private insert(incoming: IntakeResult, source: string): TimelineChange | undefined {
    const { order, subId, umolPerL, observedAt } = incoming;
    // A withdrawal that overtook its result is kept where an order number will tell them together again.
    if (umolPerL === null && order === '') return undefined;
    const result: TimelineResult = {
      id: this.options.resultId({ order, subId, umolPerL: umolPerL ?? '', observedAt: observedAt.instant }),
      order,
      subId,
      observedLocal: observedAt.local,
      observedAtMs: Date.parse(observedAt.instant),
      origin: 'feed',
      revision: 1,
      umolPerL,
      comparator: incoming.comparator,
      status: incoming.status,
      sentAtMs: Date.parse(incoming.sentAt),
      sources: new Set([source]),
      decision: null,
    };
    this.byId.set(result.id, result);
    return { kind: 'inserted', result };
  }
}

const CHANGES_ANOTHER: ReadonlySet<string> = new Set(['C', 'D', 'W', 'X']);

const byTime = (a: TimelineResult, b: TimelineResult): number =>
  a.observedAtMs - b.observedAtMs || (a.id < b.id ? -1 : 1);
