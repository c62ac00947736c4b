import { type RefusalReason as ValueRefusalReason } from '@renwatch/aki';
import { type TimeRefusalReason } from '../times/check-result-time';

/** Why a message, or a creatinine value in it, is not used. Metrics and filters go by these constants. */
export type RefusalReason =
  'merge-incomplete' | 'too-many-merges' | 'patient-missing' | TimeRefusalReason | ValueRefusalReason;

/** Everything in one message that is refused for one reason. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** One sentence for a person; no patient data. */
  readonly detail: string;
  /** Index of the first refused observation; null if the message as a whole is refused. */
  readonly observation: number | null;
  /** Number of refused creatinine values; 0 if the message as a whole is refused. */
  readonly values: number;
}
