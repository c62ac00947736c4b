import { type DialledFeed } from '../feed/feed';
import { type FeedOwnership, type OwnershipListener } from './feed-ownership.port';

/** For a gateway of one replica: every feed is ours. */
export class SoleOwnership implements FeedOwnership {
  async start(feeds: readonly DialledFeed[], listener: OwnershipListener): Promise<void> {
    for (const feed of feeds) listener.acquired(feed);
  }

  async stop(): Promise<void> {
    // Nobody waits to take them over.
  }
}
