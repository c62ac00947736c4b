import { type DialledFeed } from '../feed/feed';

/** What is done when a feed becomes ours, or ceases to be. */
export interface OwnershipListener {
  /** Dial it. */
  acquired(feed: DialledFeed): void;
  /** Let go of it; resolves once nothing is read from it any more. */
  released(feed: DialledFeed): Promise<void>;
}

/** Which replica reads which dialled feed: a feed has exactly one reader at any time. */
export interface FeedOwnership {
  start(feeds: readonly DialledFeed[], listener: OwnershipListener): Promise<void>;
  /** Ours no more, all of them; the listener is not told. */
  stop(): Promise<void>;
}
