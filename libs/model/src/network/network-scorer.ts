import { type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-node';

import { tf } from '../tensorflow/tensorflow';
import { type Network } from './network';
import { normaliseRows } from './normalise';

/**
 * Batches are padded to a multiple of this. Otherwise the last bit of a score would depend on the number of rows, because
 * the matrix product treats remaining rows differently.
 */
const BATCH_MULTIPLE = 64;

/** Runs a network with tfjs; its weights stay in the backend until `dispose`. */
export class NetworkScorer {
  private readonly layers: readonly { kernel: Tensor2D; bias: Tensor1D; relu: boolean }[];
  private disposed = false;

  constructor(private readonly network: Network) {
    this.layers = network.layers.map((layer) => ({
      kernel: tf.tensor2d(layer.kernel, [layer.inputs, layer.units]),
      bias: tf.tensor1d(layer.bias),
      relu: layer.activation === 'relu',
    }));
  }

  /** Unrounded probabilities, computed in one tensor. */
  score(rows: readonly (readonly number[])[]): number[] {
    const { slope, intercept } = this.network.calibration;
    return this.logits(rows).map((logit) => 1 / (1 + Math.exp(-(slope * logit + intercept))));
  }

  /** The outputs of the last layer, before calibration. */
  logits(rows: readonly (readonly number[])[]): number[] {
    if (rows.length === 0) return [];
    const paddedRows = Math.ceil(rows.length / BATCH_MULTIPLE) * BATCH_MULTIPLE;
    const { normalisation } = this.network;
    const flat = normaliseRows(rows, normalisation, paddedRows);
    const logits = tf.tidy(() => {
      const input: Tensor2D = tf.tensor2d(flat, [paddedRows, normalisation.mean.length]);
      return this.layers
        .reduce<Tensor2D>((values, { kernel, bias, relu }) => {
          const sum: Tensor2D = values.matMul<Tensor2D>(kernel).add(bias);
          return relu ? sum.relu() : sum;
        }, input)
        .dataSync();
    });
    return Array.from(logits).slice(0, rows.length);
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const { kernel, bias } of this.layers) tf.dispose([kernel, bias]);
  }
}
