import { type Comparator } from './comparator';

/** A creatinine result of a patient. */
export interface CreatinineResult {
  /** Identity of the result; also orders results of the same moment. */
  readonly id: string;
  /** When the blood was taken, ms since 1970 UTC. */
  readonly observedAtMs: number;
  readonly umolPerL: number;
  /** Set if `umolPerL` is a bound, `<x` or `>x`; absent or empty for a value. */
  readonly comparator?: Comparator;
}
