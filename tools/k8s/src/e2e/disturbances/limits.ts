import { type Limits } from './disturbance';

/** The promised figures, by kind of disturbance. */
export const LIMITS = {
  /** For scaling, a roll-out and SIGTERM. */
  planned: { standstillMs: 5_000, pageDelayMs: 10_000 },
  killed: { standstillMs: 15_000, pageDelayMs: 15_000 },
  /** For two replicas of each service. */
  lostNode: { standstillMs: 45_000, pageDelayMs: 45_000 },
  none: {},
} satisfies Record<string, Limits>;
