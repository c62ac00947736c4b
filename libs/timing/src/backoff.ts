export interface BackoffOptions {
  /** Base of the first delay. */
  minMs: number;
  /** Cap that the doubling never exceeds. */
  maxMs: number;
  /** Returns a number in [0, 1); replaced in tests. */
  random?: () => number;
}

/** Returns the delay before retry `attempt` (from 1): between half and all of `minMs` × 2ⁿ⁻¹, capped at `maxMs`. */
export function backoffMs(attempt: number, options: BackoffOptions): number {
  const { random = Math.random } = options;
  return Math.ceil(ceilingMs(attempt, options) * (0.5 + 0.5 * random()));
}

/**
 * Returns a delay between 0 and `minMs` × 2ⁿ⁻¹, capped at `maxMs`. Use it where many clients lose the same peer at once
 * and must not all come back together.
 */
export function fullJitterMs(attempt: number, options: BackoffOptions): number {
  const { random = Math.random } = options;
  return Math.ceil(ceilingMs(attempt, options) * random());
}

/** Stops doubling after 30 attempts, before the number loses precision. */
function ceilingMs(attempt: number, { minMs, maxMs }: BackoffOptions): number {
  return Math.min(maxMs, minMs * 2 ** Math.min(attempt - 1, 30));
}
