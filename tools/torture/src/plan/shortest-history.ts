export interface ShortenOptions<T> {
  /** Returns true if a run with these faults alone fails too. */
  readonly fails: (faults: readonly T[]) => Promise<boolean>;
  /** Bound of the number of runs. */
  readonly maxTries: number;
}

/**
 * Searches for a short list of faults that still fails: drops halves, then quarters, and so on, and keeps what fails
 * without them. A failure that depends on chance may come back in no shorter run; then the list stays as it is.
 */
export async function shortestHistory<T>(
  faults: readonly T[],
  { fails, maxTries }: ShortenOptions<T>,
): Promise<readonly T[]> {
  let history = faults;
  let tries = 0;
  for (let parts = 2; parts <= 2 * history.length && history.length > 1;) {
    const size = Math.ceil(history.length / parts);
    let isShorter = false;
    for (let from = 0; from < history.length; from += size) {
      if (tries === maxTries) return history;
      tries += 1;
      const rest = [...history.slice(0, from), ...history.slice(from + size)];
      if (!(await fails(rest))) continue;
      history = rest;
      isShorter = true;
      break;
    }
    if (!isShorter) {
      if (size === 1) return history;
      parts *= 2;
    }
  }
  return history;
}
