export interface DialBackoff {
  minMs: number;
  maxMs: number;
  /** 0 ≤ random() < 1; for tests. */
  random?: () => number;
}

/**
 * Full jitter: attempt n (from 1) waits anything up to `minMs` × 2ⁿ⁻¹, at most `maxMs`, so that the many who lost one
 * peer do not come back at the same moment.
 */
export function fullJitterMs(attempt: number, { minMs, maxMs, random = Math.random }: DialBackoff): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(attempt - 1, 30));
  return Math.ceil(ceiling * random());
}
