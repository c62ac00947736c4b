import { type FeedRecord } from './feed';

/** Ms since 1970. */
export interface MessageTimes {
  readonly firstSentAtMs: number;
  acknowledgedAtMs?: number;
}

/** Keeps a feed's record as it goes. */
export class FeedBook implements FeedRecord {
  acknowledged = 0;
  lastAcknowledgedAtMs = 0;
  private longestMs = 0;
  private readonly sentAt = new Map<string, number>();
  private readonly waitingSince = new Map<number, number>();
  private readonly times = new Map<number, MessageTimes>();

  constructor(private readonly nowMs: () => number = Date.now) {}

  /** `index`: of the message in the stream; `page`: `mrn,time` of the result it carries. The first time counts. */
  sent(index: number, page: string | undefined): void {
    const nowMs = this.nowMs();
    if (!this.times.has(index)) this.times.set(index, { firstSentAtMs: nowMs });
    if (!this.waitingSince.has(index)) this.waitingSince.set(index, nowMs);
    if (page !== undefined && !this.sentAt.has(page)) this.sentAt.set(page, nowMs);
  }

  acked(index: number): void {
    const nowMs = this.nowMs();
    this.acknowledged += 1;
    this.lastAcknowledgedAtMs = nowMs;
    this.longestMs = Math.max(this.longestMs, nowMs - (this.waitingSince.get(index) ?? nowMs));
    this.waitingSince.delete(index);
    const times = this.times.get(index);
    if (times) times.acknowledgedAtMs ??= nowMs;
  }

  /** Messages that still wait count with the time that they have waited. */
  get longestStandstillMs(): number {
    const nowMs = this.nowMs();
    return Math.max(this.longestMs, ...[...this.waitingSince.values()].map((sinceMs) => nowMs - sinceMs));
  }

  /** When a message of the stream was sent and acknowledged; undefined if it was not sent. */
  timesOf(index: number): MessageTimes | undefined {
    return this.times.get(index);
  }

  sentAtMs(page: string): number | undefined {
    return this.sentAt.get(page);
  }
}
