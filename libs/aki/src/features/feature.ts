export interface Feature {
  /** Stable: model files record it and refuse features of another name or order. */
  readonly name: string;
  readonly description: string;
}
