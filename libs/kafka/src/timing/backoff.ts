export interface BackoffOptions {
  minMs: number;
  maxMs: number;
}

/** Capped exponential backoff with jitter: attempt n waits between a half and the whole of `minMs` × 2ⁿ⁻¹, at most `maxMs`. */
export function backoffMs(attempt: number, { minMs, maxMs }: BackoffOptions): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(attempt - 1, 30));
  return Math.ceil(ceiling * (0.5 + 0.5 * Math.random()));
}
