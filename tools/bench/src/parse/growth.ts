/** One measurement: what a run over that many bytes took. */
export interface Timed {
  bytes: number;
  ms: number;
}

/**
 * The exponent k of `ms = c × bytes^k` by least squares on logarithms: 1 is linear, 2 quadratic.
 * @throws RangeError for fewer than two sizes
 */
export function growthExponent(runs: readonly Timed[]): number {
  const points = runs.map(({ bytes, ms }) => ({ x: Math.log(bytes), y: Math.log(ms) }));
  const mean = (of: (point: { x: number; y: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const x0 = mean(({ x }) => x);
  const y0 = mean(({ y }) => y);
  const spread = mean(({ x }) => (x - x0) ** 2);
  if (!(spread > 0)) throw new RangeError('a growth needs at least two sizes');
  return mean(({ x, y }) => (x - x0) * (y - y0)) / spread;
}
