import { type Network } from '../network/network';
import { fitNormalisation, normaliseRows } from '../network/normalise';
import { type TrainingRows } from './train-network';

const MOST_STEPS = 60;
const SMALLEST_MOVE = 1e-7;

/**
 * Logistic regression with a ridge, by Newton's method, as a network of one linear layer. Deterministic.
 * @param ridge weight of the squared coefficients (on the normalised scale) against the summed cross entropy
 */
export function fitLogistic({ rows, labels, ridge }: TrainingRows & { readonly ridge: number }): Network {
  if (rows.length === 0) throw new RangeError('there are no rows to train on');
  const normalisation = fitNormalisation(rows);
  const width = normalisation.mean.length;
  const flat = normaliseRows(rows, normalisation);
  // The last coefficient is the intercept, which has no penalty.
  const coefficients = new Float64Array(width + 1);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const move = newtonMove({ flat, labels, width, ridge, coefficients });
    let largest = 0;
    move.forEach((value, index) => {
      coefficients[index] = (coefficients[index] as number) - value;
      largest = Math.max(largest, Math.abs(value));
    });
    if (largest < SMALLEST_MOVE) break;
  }
  return {
    normalisation,
    layers: [
      {
        inputs: width,
        units: 1,
        activation: 'linear',
        kernel: Float32Array.from(coefficients.subarray(0, width)),
        bias: Float32Array.from(coefficients.subarray(width)),
      },
    ],
    calibration: { slope: 1, intercept: 0 },
  };
}

function newtonMove(given: {
  flat: Float32Array;
  labels: readonly boolean[];
  width: number;
  ridge: number;
  coefficients: Float64Array;
}): Float64Array {
  const { flat, labels, width, ridge, coefficients } = given;
  const size = width + 1;
  const gradient = new Float64Array(size);
  const hessian = Array.from({ length: size }, () => new Float64Array(size));
  const row = new Float64Array(size).fill(1);
  labels.forEach((label, index) => {
    row.set(flat.subarray(index * width, (index + 1) * width));
    let logit = 0;
    for (let column = 0; column < size; column += 1)
      logit += (row[column] as number) * (coefficients[column] as number);
    const probability = 1 / (1 + Math.exp(-logit));
    const error = probability - (label ? 1 : 0);
    const weight = probability * (1 - probability);
    for (let column = 0; column < size; column += 1) {
      const value = row[column] as number;
      gradient[column] = (gradient[column] as number) + error * value;
      const line = hessian[column] as Float64Array;
      for (let other = 0; other <= column; other += 1)
        line[other] = (line[other] as number) + weight * value * (row[other] as number);
    }
  });
  for (let column = 0; column < size; column += 1) {
    const own = column < width ? ridge : 0;
    gradient[column] = (gradient[column] as number) + own * (coefficients[column] as number);
    const line = hessian[column] as Float64Array;
    // A small diagonal term keeps the system solvable if a column is always 0.
    line[column] = (line[column] as number) + own + 1e-9;
  }
  return solve(hessian, gradient);
}

/** Solves a symmetric positive system, given by its lower triangle, by Cholesky's factorisation (in place). */
function solve(lower: Float64Array[], right: Float64Array): Float64Array {
  const at = (row: number, column: number) => (lower[row] as Float64Array)[column] as number;
  const size = right.length;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = at(row, column);
      for (let inner = 0; inner < column; inner += 1) sum -= at(row, inner) * at(column, inner);
      (lower[row] as Float64Array)[column] = row === column ? Math.sqrt(sum) : sum / at(column, column);
    }
  }
  const half = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let sum = right[row] as number;
    for (let inner = 0; inner < row; inner += 1) sum -= at(row, inner) * (half[inner] as number);
    half[row] = sum / at(row, row);
  }
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = half[row] as number;
    for (let inner = row + 1; inner < size; inner += 1) sum -= at(inner, row) * (solution[inner] as number);
    solution[row] = sum / at(row, row);
  }
  return solution;
}
