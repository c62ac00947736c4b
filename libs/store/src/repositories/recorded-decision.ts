import { type Comparator } from '@renwatch/aki';
import { type DecisionRow } from './decision-row';

/** An earlier result that a decision looked back on, as it stood then. */
export interface RecordedGround {
  id: string;
  revision: number;
  observedAt: string;
  umolPerL: string;
  comparator: Comparator;
}

/** A decision with what identifies patient and result, and what else its sentence rests on. */
export interface RecordedDecision extends DecisionRow {
  authority: string;
  /** The number that the result came under. */
  mrn: string;
  observedLocal: string;
  order: string;
  /** Exact decimal, of the result's revision that was decided; null if that had none. */
  umolPerL: string | null;
  /** Set if `umolPerL` is a bound; empty for a value. */
  comparator: Comparator;
  status: string;
  /** How many earlier results it looked back on. */
  groundCount: number;
  /** The highest level that earlier decisions about the result raised an alert of; 0 if none did. */
  alertedBefore: number;
  /** True if the patient has no stored result observed later; then there was none at the decision either. */
  isLast: boolean;
}

/** A decision with all that it was made of, as it stood then: enough to make it again. */
export interface GroundedDecision extends RecordedDecision {
  /** The results it looked back on, by time, then id; fewer than `groundCount` if an older version did not record all. */
  grounds: readonly RecordedGround[];
}
