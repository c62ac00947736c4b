export type Activation = 'relu' | 'linear';

/** A dense layer: `activation(inputs · kernel + bias)`. */
export interface Layer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: Activation;
  /** Row by row: `kernel[input * units + unit]`. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** Scales features for the network: `(value − mean) / deviation`, limited to ±`LIMIT_DEVIATIONS`. */
export interface Normalisation {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Maps features to a probability: normalisation, layers (the last gives one logit), sigmoid of the calibration. */
export interface Network {
  readonly normalisation: Normalisation;
  readonly layers: readonly Layer[];
  /** Platt scaling: probability = sigmoid(slope × logit + intercept). */
  readonly calibration: { readonly slope: number; readonly intercept: number };
}
