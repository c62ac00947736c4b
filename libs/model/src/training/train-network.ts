import { type Tensor, type Tensor1D, type Tensor2D, type Variable } from '@tensorflow/tfjs-node';

import { type Layer, type Network, type Normalisation } from '../network/network';
import { fitNormalisation, normaliseRows } from '../network/normalise';
import { tf } from '../tensorflow/tensorflow';

export interface TrainingRows {
  /** Features as `extractFeatures` gives them. */
  readonly rows: readonly (readonly number[])[];
  readonly labels: readonly boolean[];
}

export interface TrainNetworkOptions extends TrainingRows {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  /** Maximum number of passes over the rows. */
  readonly epochs: number;
  readonly batchRows: number;
  readonly learningRate: number;
  /** Weight of the squared kernels in the loss. */
  readonly l2: number;
  /** Uniform in [0, 1): the only source of randomness, for initial weights and the order of rows. */
  readonly random: () => number;
  /** Stops if the loss on these rows has not improved for `patienceEpochs`, and returns the best weights. */
  readonly validation?: TrainingRows & { readonly patienceEpochs: number };
  readonly onEpoch?: (epoch: number, validationLoss: number | null) => void;
}

export interface TrainedNetwork {
  readonly network: Network;
  /** Number of passes that led to the returned weights. */
  readonly epochs: number;
}

interface Parameters {
  readonly kernel: Variable;
  readonly bias: Variable;
}

/** Trains a small dense network by Adam on the cross entropy. The same rows and random numbers give the same network. */
export function trainNetwork(options: TrainNetworkOptions): TrainedNetwork {
  if (options.rows.length === 0) throw new RangeError('there are no rows to train on');
  const normalisation = fitNormalisation(options.rows);
  const width = normalisation.mean.length;
  const units = [width, ...options.hidden, 1];
  const parameters = units
    .slice(1)
    .map((out, index) => initialise(units[index] as number, out, options.random));
  const optimizer = tf.train.adam(options.learningRate);
  const input = toTensors(options, normalisation);
  const held = options.validation ? toTensors(options.validation, normalisation) : undefined;
  try {
    const order = Int32Array.from(options.rows.keys());
    let best = { epochs: options.epochs, loss: Infinity, layers: undefined as readonly Layer[] | undefined };
    for (let epoch = 1; epoch <= options.epochs; epoch += 1) {
      shuffle(order, options.random);
      runEpoch({ order, input, parameters, optimizer, options });
      const loss = held
        ? tf.tidy(() => crossEntropy(parameters, held.x, held.y).dataSync()[0] as number)
        : null;
      options.onEpoch?.(epoch, loss);
      if (loss === null || !options.validation) continue;
      if (loss < best.loss) best = { epochs: epoch, loss, layers: readLayers(parameters, units) };
      else if (epoch - best.epochs >= options.validation.patienceEpochs) break;
    }
    const layers = best.layers ?? readLayers(parameters, units);
    return {
      network: { normalisation, layers, calibration: { slope: 1, intercept: 0 } },
      epochs: best.epochs,
    };
  } finally {
    optimizer.dispose();
    tf.dispose([...parameters.flatMap(({ kernel, bias }) => [kernel, bias]), input.x, input.y]);
    if (held) tf.dispose([held.x, held.y]);
  }
}

function runEpoch(given: {
  order: Int32Array;
  input: { x: Tensor2D; y: Tensor2D };
  parameters: readonly Parameters[];
  optimizer: ReturnType<typeof tf.train.adam>;
  options: TrainNetworkOptions;
}): void {
  const { order, input, parameters, optimizer, options } = given;
  for (let from = 0; from < order.length; from += options.batchRows) {
    tf.tidy(() => {
      const picked = tf.tensor1d(order.subarray(from, from + options.batchRows), 'int32');
      const [x, y] = [tf.gather(input.x, picked), tf.gather(input.y, picked)];
      optimizer.minimize(() => {
        const penalty = parameters.map(({ kernel }) => kernel.square().sum()).reduce((a, b) => a.add(b));
        return crossEntropy(parameters, x, y).add(penalty.mul(options.l2)).asScalar();
      });
    });
  }
}

function crossEntropy(parameters: readonly Parameters[], x: Tensor2D, y: Tensor2D): Tensor {
  const logits = parameters.reduce<Tensor2D>((values, { kernel, bias }, index) => {
    const sum = values.matMul<Tensor2D>(kernel as unknown as Tensor2D).add<Tensor2D>(bias);
    return index === parameters.length - 1 ? sum : sum.relu();
  }, x);
  // softplus(z) − y·z is the cross entropy of sigmoid(z), without overflow.
  return logits.softplus().sub(y.mul(logits)).mean();
}

/** He initialisation, with the given random numbers. */
function initialise(inputs: number, units: number, random: () => number): Parameters {
  const spread = Math.sqrt(2 / inputs);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const kernel = Float32Array.from({ length: inputs * units }, () => spread * normal());
  return tf.tidy(() => ({
    kernel: tf.variable(tf.tensor2d(kernel, [inputs, units])),
    bias: tf.variable(tf.zeros([units])),
  }));
}

function toTensors(
  { rows, labels }: TrainingRows,
  normalisation: Normalisation,
): { x: Tensor2D; y: Tensor2D } {
  return {
    x: tf.tensor2d(normaliseRows(rows, normalisation), [rows.length, normalisation.mean.length]),
    y: tf.tensor2d(Float32Array.from(labels, Number), [labels.length, 1]),
  };
}

function readLayers(parameters: readonly Parameters[], units: readonly number[]): Layer[] {
  return parameters.map(({ kernel, bias }, index) => ({
    inputs: units[index] as number,
    units: units[index + 1] as number,
    activation: index === parameters.length - 1 ? 'linear' : 'relu',
    kernel: Float32Array.from(kernel.dataSync()),
    bias: Float32Array.from((bias as unknown as Tensor1D).dataSync()),
  }));
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
}
