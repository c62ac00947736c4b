/** The index of the first result observed at or after a moment; of results in order of time. */
export function firstIndexAt(results: readonly { observedAtMs: number }[], ms: number): number {
  let low = 0;
  let high = results.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((results[middle]?.observedAtMs ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
