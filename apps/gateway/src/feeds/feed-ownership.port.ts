import { type DialledFeed } from './feed';

/** Told when this replica gains or loses a feed. */
export interface OwnershipListener {
  /** Starts reading the feed. */
  acquired(feed: DialledFeed): void;
  /** Stops reading the feed; resolves once nothing is read from it. */
  released(feed: DialledFeed): Promise<void>;
  /** Cuts the feed off at once: another replica may already read it. */
  lost(feed: DialledFeed): void;
}

/** Decides which replica reads which dialled feed. A feed has at most one reader at any time. */
export interface FeedOwnership {
  /** Resolves once this replica may be given feeds; it may be given none. */
  start(feeds: readonly DialledFeed[], listener: OwnershipListener): Promise<void>;
  /** Returns true if this replica may read the feed at this moment. */
  holds(feed: DialledFeed): boolean;
  /** Gives up all feeds; the listener is not told. */
  stop(options: { drainMs: number }): Promise<void>;
}
