import { type DecisionRow } from './decision-row';

/** A decision with all that it was made of, as it stood then: enough to make it again. */
export interface RecordedDecision extends DecisionRow {
  authority: string;
  /** The number that the result came under. */
  mrn: string;
  observedLocal: string;
  order: string;
  /** Exact decimal, of the result's revision that was decided; null where that had none. */
  umolPerL: string | null;
  status: string;
  /** The results it looked back on, by time, then id. */
  grounds: readonly { id: string; revision: number; observedAt: string; umolPerL: string }[];
}
