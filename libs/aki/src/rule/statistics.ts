/** The lowest of the values; null when there is none. */
export function lowest(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.min(a, b));
}

/** The middle value; the mean of the two middle ones when their count is even; null when there is none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  // Sorts by number, and far faster than an array: a history may hold thousands, and several features ask.
  const sorted = new Float64Array(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
