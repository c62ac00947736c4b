import { type ByteBudget } from '@renwatch/mllp';

/** The bounds every connection of the gateway shares. */
export interface FeedLimits {
  maxFrameBytes: number;
  maxConnections: number;
  maxPendingFramesPerConnection: number;
  budget: ByteBudget;
}
