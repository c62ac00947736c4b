export interface Feature {
  /** Stable: recorded in model files, which refuse features of another name or order. */
  readonly name: string;
  readonly description: string;
}
