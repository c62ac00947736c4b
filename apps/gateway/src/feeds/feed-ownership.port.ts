import { type DialledFeed } from '../feed/feed';

/** What is done when a feed becomes ours, or ceases to be. */
export interface OwnershipListener {
  /** Dial it. */
  acquired(feed: DialledFeed): void;
  /** Let go of it; resolves once nothing is read from it any more. */
  released(feed: DialledFeed): Promise<void>;
  /** It may be another's already: cut it off at once. */
  lost(feed: DialledFeed): void;
}

/** Which replica reads which dialled feed: a feed has exactly one reader at any time. */
export interface FeedOwnership {
  /** Resolves once this replica may be given feeds; that it is given none is no fault. */
  start(feeds: readonly DialledFeed[], listener: OwnershipListener): Promise<void>;
  /** Whether the feed may be read at this moment. */
  holds(feed: DialledFeed): boolean;
  /** Ours no more, all of them; the listener is not told. */
  stop(options: { drainMs: number }): Promise<void>;
}
