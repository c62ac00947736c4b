import { type Comparator } from '@renwatch/aki';
import { WITHDRAWN_STATUSES } from './result-status';

/** One creatinine result as it stands now. A value: it is replaced, never changed. */
export interface Result {
  readonly id: string;
  /** Filler, placer or specimen number; empty if the feed has none. */
  readonly order: string;
  /** The placer's number, if `order` is the filler's; empty if unknown. */
  readonly placer: string;
  /** SPM-2; empty if unknown. */
  readonly specimen: string;
  /** The configured code that OBX-3 carries; empty if unknown. */
  readonly code: string;
  /** The code of what was ordered (OBR-4); empty if unknown. */
  readonly service: string;
  /** OBX-4. */
  readonly subId: string;
  /**
   * When it was collected: 4 to 14 digits as received, and their instant. A correction may change both; a day or hour is
   * placed within it by the first message.
   */
  readonly observedLocal: string;
  readonly observedAtMs: number;
  /** The digits of its time before that was corrected last; empty if it never was. */
  readonly correctedFrom: string;
  /** A result of an imported history is looked back on, but not decided until the feed brings it. */
  readonly origin: 'feed' | 'history';
  /** 1 for the first value received; each correction, withdrawal or finalisation adds one. */
  readonly revision: number;
  /** Exact decimal; null if a text took its place, or if the result was withdrawn before any value came. */
  readonly umolPerL: string | null;
  /** Not empty if `umolPerL` is a bound. */
  readonly comparator: Comparator;
  /** OBX-11, upper case. */
  readonly status: string;
  /** When the latest message with the current revision was sent. */
  readonly sentAtMs: number;
  /** The observations that made its revisions, as `messageId:index`, the latest last: a resend of one changes nothing. */
  readonly sources: ReadonlySet<string>;
  /** Null until it is decided. */
  readonly decision: DecisionHead | null;
}

/** The newest decision about a result, as far as the next one needs it. */
export interface DecisionHead {
  readonly id: string;
  readonly revision: number;
  /** The highest level alerted so far for the result; 0 if none. */
  readonly alertedLevel: number;
}

/** A result that counts: it has a value and was not withdrawn. */
export type LiveResult = Result & { readonly umolPerL: string };

export function isLive(result: Result): result is LiveResult {
  return result.umolPerL !== null && !WITHDRAWN_STATUSES.has(result.status);
}
