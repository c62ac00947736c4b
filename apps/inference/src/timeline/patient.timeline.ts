import { WINDOW_365D_MS } from '@renwatch/aki';
import { CHANGING_STATUSES } from '@renwatch/decisions';
import { type IntakeResult } from '../intake/intake';
import { firstIndexAt } from './first-index-at';
import { standing } from './standing';
import { supersedes } from './supersedes';
import { isLive, type TimelineResult } from './timeline-result';

export interface TimelineOptions {
  /** The stored results from the earliest new one's look-back on, in any order. */
  stored: readonly TimelineResult[];
  /** Makes a result's id from the number it came under and its identity. */
  resultId: (
    patientId: string,
    identity: { order: string; observedAt: string; subId: string; umolPerL: string },
  ) => string;
}

/** How far a laboratory's clock may be ahead of its interface's. */
const CLOCKS_APART_MS = 10 * 60 * 1000;

/** The message a result came in. */
export interface TimelineMessage {
  messageId: string;
  sentAt: string;
  /** Of the number it names: after a merge the patient may go by another. */
  patientId: string;
}

type LiveResult = TimelineResult & { umolPerL: string };

/** A result that is new, has a new revision, or was said again later, which only an even later message may contradict. */
export interface TimelineChange {
  kind: 'inserted' | 'revised' | 'confirmed';
  result: TimelineResult;
}

/**
 * A patient's creatinine results in memory while one batch is decided. Results are applied one after another in the
 * order of the log, so that where a batch begins and ends changes no decision.
 */
export class PatientTimeline {
  private readonly byId = new Map<string, TimelineResult>();
  private sorted: LiveResult[] | undefined;

  constructor(private readonly options: TimelineOptions) {
    for (const result of options.stored) this.byId.set(result.id, result);
  }

  /** Takes a result in; undefined where it says nothing new (a resend, or older than what is known). */
  apply(incoming: IntakeResult, message: TimelineMessage): TimelineChange | undefined {
    const source = `${message.messageId}:${incoming.observation}`;
    const sentAtMs = Date.parse(message.sentAt);
    const current = this.find(incoming, source, message.patientId);
    if (!current) return this.insert(incoming, source, message);
    if (current.sources.has(source)) return undefined;
    const umolPerL = incoming.umolPerL ?? current.umolPerL;
    const { status, comparator } = incoming;
    const says =
      umolPerL !== current.umolPerL || comparator !== current.comparator || status !== current.status;
    // What was imported as history and now comes over the feed is news: somebody may have to be paged about it.
    const imported = current.origin === 'history';
    if (!imported && !says) return this.confirm(current, sentAtMs);
    if (!imported && !supersedes({ status, sentAtMs }, current)) return undefined;
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
    this.put(result);
    return { kind: 'revised', result };
  }

  /** The live results strictly before this one, within its look-back. */
  earlierThan(result: TimelineResult): LiveResult[] {
    const live = this.live();
    const from = firstIndexAt(live, result.observedAtMs - WINDOW_365D_MS);
    return live.slice(from, firstIndexAt(live, result.observedAtMs));
  }

  /**
   * The results to decide after a change, in order of time: the changed one itself, then the later ones that were
   * decided before and look back on it. After a withdrawal also those that are the newest now: they may be owed an
   * alert that they were not given while a later one stood. Not further back than the changed one looks, so that what
   * else a batch reads of the patient changes nothing.
   * @param sentAtMs when the message was sent that is decided
   */
  affectedBy({ result: changed }: TimelineChange, sentAtMs: number): TimelineResult[] {
    const until = changed.observedAtMs + WINDOW_365D_MS;
    const looksBack = (one: TimelineResult) =>
      one.decision !== null && one.observedAtMs > changed.observedAtMs && one.observedAtMs <= until;
    const live = this.live();
    const later = live.slice(firstIndexAt(live, changed.observedAtMs)).filter(looksBack);
    if (isLive(changed)) return [changed, ...later];
    const seen = live.slice(firstIndexAt(live, changed.observedAtMs - WINDOW_365D_MS));
    const owed = seen.filter((one) => one.decision && !looksBack(one) && this.isNewest(one, sentAtMs));
    return [...(changed.decision === null ? [] : [changed]), ...owed, ...later];
  }

  /**
   * Takes in the results of another, who turned out to be this patient.
   * @param sentAtMs when the message was sent that says so
   * @returns the results of either that were decided before and look back on other results than then, or are the newest
   * now that a later one counts no more; in order of time
   */
  absorb(other: PatientTimeline, sentAtMs: number): TimelineResult[] {
    const histories = [this.live(), other.live()];
    for (const result of other.byId.values()) this.put(result);
    const live = this.live();
    const affected = histories.flatMap((before) => {
      const gone = missingIn(live, before);
      const changed = [...gone, ...missingIn(before, live)].sort(byTime);
      const seesOthers = ({ observedAtMs: at }: LiveResult) =>
        firstIndexAt(changed, at - WINDOW_365D_MS) < firstIndexAt(changed, at);
      const isOwed = (one: LiveResult) =>
        this.isNewest(one, sentAtMs) && gone.some(({ observedAtMs }) => observedAtMs > one.observedAtMs);
      return before.filter((one) => one.decision && !gone.includes(one) && (seesOthers(one) || isOwed(one)));
    });
    return affected.sort(byTime);
  }

  /**
   * No live result of the patient is later. One dated after its own message does not count before that time has come:
   * a mistyped date must not silence the patient until then.
   * @param sentAtMs when the message was sent that is decided
   */
  isNewest(result: TimelineResult, sentAtMs: number): boolean {
    const hasCome = (one: TimelineResult) =>
      one.observedAtMs <= Math.max(sentAtMs, one.sentAtMs) + CLOCKS_APART_MS;
    const newest = this.live().findLast(hasCome);
    return !newest || newest.observedAtMs <= result.observedAtMs;
  }

  /** Notes the decision just made, for the next one about the same result. */
  decided(resultId: string, decision: NonNullable<TimelineResult['decision']>): void {
    const result = this.byId.get(resultId);
    if (!result) return;
    const noted = { ...result, decision };
    this.byId.set(resultId, noted);
    // In its place, where it stands as before: to sort anew for each of thousands of decisions takes seconds.
    if (!this.sorted || !isLive(result) || !isLive(noted)) return;
    const at = this.sorted.indexOf(result, firstIndexAt(this.sorted, result.observedAtMs));
    if (at >= 0) this.sorted[at] = noted;
  }

  private put(result: TimelineResult): void {
    this.byId.set(result.id, result);
    this.sorted = undefined;
  }

  /** In order of time, then id. */
  private live(): readonly LiveResult[] {
    this.sorted ??= standing(this.byId.values()).filter(isLive).sort(byTime);
    return this.sorted;
  }

  /**
   * The stored result that an incoming one is about. With an order number its identity tells. Without one two values
   * at one minute are two results; only a correction or a withdrawal speaks of another value's result, and only where
   * there is no doubt which.
   */
  private find(incoming: IntakeResult, source: string, patientId: string): TimelineResult | undefined {
    const observedAtMs = Date.parse(incoming.observedAt.instant);
    // In an order of their own: a merge may have brought two, and where a batch begins must not choose between them.
    const same = [...this.byId.values()]
      .filter(
        (one) =>
          one.order === incoming.order && one.subId === incoming.subId && one.observedAtMs === observedAtMs,
      )
      .sort(byTime);
    const sentBefore = same.find((one) => one.sources.has(source));
    if (sentBefore) return sentBefore;
    if (incoming.order !== '') return standing(same)[0];
    const sameValue = same.find((one) => one.umolPerL === incoming.umolPerL);
    if (sameValue) return sameValue;
    // A first value that comes again after its correction.
    const original =
      incoming.umolPerL === null
        ? undefined
        : this.byId.get(this.idOf(incoming, incoming.umolPerL, patientId));
    if (original) return original;
    return CHANGING_STATUSES.has(incoming.status) && same.length === 1 ? same[0] : undefined;
  }

  /** So that the order of arrival does not choose between this and what was sent between the two. */
  private confirm(current: TimelineResult, sentAtMs: number): TimelineChange | undefined {
    if (sentAtMs <= current.sentAtMs) return undefined;
    const result = { ...current, sentAtMs };
    this.put(result);
    return { kind: 'confirmed', result };
  }

  private idOf({ order, subId, observedAt }: IntakeResult, umolPerL: string, patientId: string): string {
    return this.options.resultId(patientId, { order, subId, umolPerL, observedAt: observedAt.instant });
  }

  private insert(
    incoming: IntakeResult,
    source: string,
    { patientId, sentAt }: TimelineMessage,
  ): TimelineChange | undefined {
    const { order, subId, umolPerL, observedAt } = incoming;
    // A withdrawal that overtook its result is kept where an order number will tell them together again.
    if (umolPerL === null && order === '') return undefined;
    const result: TimelineResult = {
      id: this.idOf(incoming, umolPerL ?? '', patientId),
      order,
      subId,
      observedLocal: observedAt.local,
      observedAtMs: Date.parse(observedAt.instant),
      origin: 'feed',
      revision: 1,
      umolPerL,
      comparator: incoming.comparator,
      status: incoming.status,
      sentAtMs: Date.parse(sentAt),
      sources: new Set([source]),
      decision: null,
    };
    this.put(result);
    return { kind: 'inserted', result };
  }
}

const byTime = (a: TimelineResult, b: TimelineResult): number =>
  a.observedAtMs - b.observedAtMs || (a.id < b.id ? -1 : 1);

/** Those of `wanted` that are not among the others. */
function missingIn(others: readonly LiveResult[], wanted: readonly LiveResult[]): LiveResult[] {
  const known = new Set(others);
  return wanted.filter((one) => !known.has(one));
}
