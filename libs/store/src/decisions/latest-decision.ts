import { type DecisionRow } from './decision-row';

/** The newest decision about a result, with what identifies patient and result to a person. */
export interface LatestDecision extends DecisionRow {
  authority: string;
  mrn: string;
  observedLocal: string;
  order: string;
  umolPerL: string | null;
}
