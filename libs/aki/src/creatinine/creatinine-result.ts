import { type Comparator } from './comparator';

/** One creatinine result of one patient. */
export interface CreatinineResult {
  /** Identity of the result; also the order of results of one moment. */
  readonly id: string;
  /** When the blood was taken, ms since 1970 UTC. */
  readonly observedAtMs: number;
  readonly umolPerL: number;
  /** Where `umolPerL` is a bound, `<x` or `>x`, and no value; absent or empty for a value. */
  readonly comparator?: Comparator;
}
