import { binOf, type Distribution } from '@renwatch/aki';

const BINS = 10;
const ROUNDING = 1e-9;

/**
 * Weighted values as at most ten bins, each of a tenth of the weight or a little more (the last may have less); fewer
 * where values are alike, as flags are. No bin is empty, which a PSI could not bear.
 */
export function distributionOf(values: readonly number[], weights: readonly number[]): Distribution {
  const order = [...values.keys()].sort((a, b) => (values[a] as number) - (values[b] as number));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const edges: number[] = [];
  let inBin = 0;
  order.forEach((index, position) => {
    const value = values[index] as number;
    const starts = position > 0 && value > (values[order[position - 1] as number] as number);
    if (starts && inBin >= total / BINS - ROUNDING) {
      edges.push(value);
      inBin = 0;
    }
    inBin += weights[index] as number;
  });
  const shares = new Array<number>(edges.length + 1).fill(0);
  values.forEach((value, index) => {
    shares[binOf({ edges }, value)] =
      (shares[binOf({ edges }, value)] as number) + (weights[index] as number);
  });
  return { edges, shares: shares.map((share) => share / total) };
}
