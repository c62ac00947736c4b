import { createLogger, Metrics, NO_TRACES } from '@renwatch/runtime';
import { FakeWriter } from '../gateway.spec-support';
import { Admission } from '../intake/admission';
import { ControlIds } from '../intake/control-ids';
import { frameBounds } from '../intake/frame-bounds';
import { FrameIntake } from '../intake/frame-intake';
import { GatewayMetrics } from '../telemetry/gateway.metrics';
import { type Feed } from './feed';
import { type FeedOwnership } from './feed-ownership.port';
import { FeedBudgets } from './feed-budgets';
import { Feeds } from './feeds';

export interface FeedsOptions {
  feeds: readonly Feed[];
  ownership: FeedOwnership;
  maxConnections: number;
  maxBytesOfFeed: number;
}

const MAX_FRAME_BYTES = 4_096;
const MIB = 1 << 20;
const now = () => new Date();
const log = createLogger({ service: 'gateway', level: 'silent' });

/** Makes feeds, not open yet, with their intake, metrics and a writer that keeps the records. */
export function makeFeeds({ feeds, ownership, maxConnections, maxBytesOfFeed }: FeedsOptions) {
  const writer = new FakeWriter();
  const budgets = new FeedBudgets({ feeds, maxBytes: feeds.length * maxBytesOfFeed });
  const registry = new Metrics({ service: 'gateway', processMetrics: false });
  const events = new GatewayMetrics({
    metrics: registry,
    feeds,
    bytesInFlight: () => budgets.usedBytes,
    waitingFrames: () => 0,
    oldestFrameAgeMs: () => 0,
    now,
  });
  const bounds = frameBounds(MAX_FRAME_BYTES);
  const intake = {
    ...{ writer, bounds, events, log, now, maxLetterBytesPerHour: MIB, tracer: NO_TRACES },
    admission: new Admission({ maxCostBytes: MIB, bounds }),
    controlIds: new ControlIds({ startedAt: now() }),
  };
  const all = new Feeds({
    feeds,
    limits: {
      ...{ maxFrameBytes: MAX_FRAME_BYTES, maxConnections, frameTimeoutMs: 60_000, budgets },
      maxPendingFramesPerConnection: 8,
    },
    ownership,
    intakeFor: (feed) => new FrameIntake({ feed, ...intake }),
    ...{ events, log, releaseDrainMs: 1_000 },
  });
  return { all, writer, metricsText: () => registry.registry.metrics() };
}
