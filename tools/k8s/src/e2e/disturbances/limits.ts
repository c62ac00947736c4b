import { type Limits } from './disturbance';

/** The figures to keep, by kind of disturbance. */
export const LIMITS = {
  /** Scaling, a roll-out, SIGTERM. */
  planned: { standstillMs: 5_000, pageDelayMs: 10_000 },
  killed: { standstillMs: 15_000, pageDelayMs: 15_000 },
  /** With two replicas of each. */
  lostNode: { standstillMs: 45_000, pageDelayMs: 45_000 },
  none: {},
} satisfies Record<string, Limits>;
