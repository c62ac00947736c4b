/**
 * Computes the population stability index of counts by bin against expected shares: 0 for the same distribution, below 0.1
 * usually harmless, above 0.25 another population. An empty bin counts as half a row, because it would make the index
 * infinite.
 */
export function populationStability(expectedShares: readonly number[], counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return 0;
  const least = 0.5 / total;
  return expectedShares.reduce((sum, share, bin) => {
    const expected = Math.max(share, least);
    const observed = Math.max((counts[bin] ?? 0) / total, least);
    return sum + (observed - expected) * Math.log(observed / expected);
  }, 0);
}
