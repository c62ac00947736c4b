import { type ModelInfo } from './model-info';

/** A trained model, independent of the library that runs it. */
export interface AkiModel {
  readonly info: ModelInfo;
  /**
   * Probability that each row is AKI, 0 to 1, rounded to 1e-6.
   * @param rows features as `extractFeatures` gives them; the whole batch is one tensor
   */
  predict(rows: readonly (readonly number[])[]): Promise<number[]>;
}
