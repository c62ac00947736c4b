import { type Normalisation } from './network';

/** Limit of a scaled feature, so that a single extreme value does not determine the score. */
const LIMIT_DEVIATIONS = 6;

/** Scales rows into one flat array; rows from `rows.length` to `paddedRows` are zeros. */
export function normaliseRows(
  rows: readonly (readonly number[])[],
  { mean, deviation }: Normalisation,
  paddedRows = rows.length,
): Float32Array {
  const width = mean.length;
  const flat = new Float32Array(paddedRows * width);
  rows.forEach((row, index) => {
    if (row.length !== width)
      throw new RangeError(`a row has ${row.length} features, but the network needs ${width}`);
    for (let column = 0; column < width; column += 1) {
      const scaled = ((row[column] as number) - (mean[column] as number)) / (deviation[column] as number);
      flat[index * width + column] = Math.max(-LIMIT_DEVIATIONS, Math.min(LIMIT_DEVIATIONS, scaled));
    }
  });
  return flat;
}

/** Mean and standard deviation of each column; a constant column gets deviation 1. */
export function fitNormalisation(rows: readonly (readonly number[])[]): Normalisation {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row[column] as number));
  const mean = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const deviation = columns.map((values, column) => {
    const centre = mean[column] as number;
    const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length;
    return variance > 1e-12 ? Math.sqrt(variance) : 1;
  });
  return { mean, deviation };
}
