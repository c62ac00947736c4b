import { type BudgetScope, type CloseReason } from '@renwatch/mllp';

/** Events of the feeds' connections and credentials; metrics subscribe. `feed` is the feed's name. */
export interface FeedsEvents {
  connected(feed: string): void;
  disconnected(feed: string, reason: CloseReason): void;
  /** A dialled feed is, or is no longer, read by this replica. */
  owned(feed: string, isOurs: boolean): void;
  /** A dialled feed is dialled again; `reason`: why the attempt before it ended. */
  redial(feed: string, reason: CloseReason): void;
  /** A connection stopped reading, because its peer's or its feed's budget is used up. */
  waiting(feed: string, scope: BudgetScope): void;
  /** A connection is above the limit of open ones. */
  refused(feed: string): void;
  /** A connection without TLS, or without a trusted certificate. */
  untrusted(feed: string, reason: string): void;
  /** Bytes outside any whole frame. */
  noiseBytes(feed: string, reason: string, bytes: number): void;
  /** The gateway's own certificate for a feed was read. */
  certificateEndsAt(feed: string, at: Date): void;
  /** The time without a message after which the alarm on a feed goes off; undefined: the alarm's own limit. */
  silenceLimit(feed: string, limitMs: number | undefined): void;
}
