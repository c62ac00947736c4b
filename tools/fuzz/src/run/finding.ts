/** An input on which a target broke its promise, threw, or took too long. */
export interface Finding {
  readonly target: string;
  readonly seed: number;
  readonly index: number;
  /** The fault in one line. */
  readonly fault: string;
  readonly input: Uint8Array;
}

/** The figures of a run over many inputs. */
export interface Outcome {
  readonly target: string;
  readonly inputs: number;
  readonly bytes: number;
  readonly seconds: number;
  /** The input that took longest. */
  readonly slowest: { index: number; bytes: number; ms: number };
}
