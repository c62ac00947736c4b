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

/** How a feature is brought to the network's scale: `(value − mean) / deviation`, kept within ±`LIMIT`. */
export interface Normalisation {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** From features to a probability: normalise, the layers (the last gives one logit), then the calibration's sigmoid. */
export interface Network {
  readonly normalisation: Normalisation;
  readonly layers: readonly Layer[];
  /** Platt scaling: probability = sigmoid(slope × logit + intercept). */
  readonly calibration: { readonly slope: number; readonly intercept: number };
}
