import { type Decided } from './decisions';

/** The outcome of a run; equal for all runs of the same stream. */
export interface Outcome {
  decisions: readonly Decided[];
  /** Each page once, `mrn,time`, sorted. */
  pages: readonly string[];
  /** `mrn,time key` of each page and Idempotency-Key, without repeats; receivers recognise repeats by the key. */
  pageKeys: readonly string[];
}
