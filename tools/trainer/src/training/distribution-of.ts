import { binOf, type Distribution } from '@renwatch/aki';

const BINS = 10;
const ROUNDING = 1e-9;

/**
 * Divides weighted values into at most ten bins of a tenth of the weight or slightly more; the last may have less. Equal
 * values, such as flags, give fewer bins. No bin is empty, because a PSI is undefined then.
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
