import { type Decided } from './decisions';

/** What a run of a stream comes to: what two runs of one stream must agree in. */
export interface Outcome {
  decisions: readonly Decided[];
  /** Each page once, `mrn,time`, sorted. */
  pages: readonly string[];
  /** `mrn,time key` of each page and each Idempotency-Key it came with, once: who takes pages tells a repeat by it. */
  pageKeys: readonly string[];
}
