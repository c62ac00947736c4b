import { type Decided } from './decisions';

/** What a run of a stream comes to: what two runs of one stream must agree in. */
export interface Outcome {
  decisions: readonly Decided[];
  /** Each page once, `mrn,time`, sorted. */
  pages: readonly string[];
}
