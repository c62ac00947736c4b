/**
 * The population stability index of what was counted by bin against expected shares: 0 for the same spread; below 0.1 as
 * a rule nothing to look at, above 0.25 another population. A bin that one of the two has nothing in counts as half a
 * row, so that it does not make the index infinite.
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
