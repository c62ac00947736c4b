import { type Comparator } from '@renwatch/aki';
import { WITHDRAWN_STATUSES } from '@renwatch/decisions';

/** One creatinine result of a patient as it stands now, with the newest decision about it. */
export interface TimelineResult {
  id: string;
  /** Filler, placer or specimen number; empty where the feed has none. */
  order: string;
  subId: string;
  /** 4 to 14 digits as received; `observedAtMs`: the instant they stand for. */
  observedLocal: string;
  observedAtMs: number;
  /** Results of an imported history count as history and are never decided themselves. */
  origin: 'feed' | 'history';
  /** 1 for the first value received; each correction, deletion or finalisation adds one. */
  revision: number;
  /** Exact decimal, µmol/L; null only where a result was withdrawn before any value came. */
  umolPerL: string | null;
  /** Where `umolPerL` is a bound. */
  comparator: Comparator;
  status: string;
  /** When the sender last said the current revision. */
  sentAtMs: number;
  /** Which observations made its revisions, `messageId:index`: the same again changes nothing. */
  sources: ReadonlySet<string>;
  decision: DecisionHead | null;
}

/** What the next decision about a result must know of the newest one. */
export interface DecisionHead {
  id: string;
  revision: number;
  level: number;
  /** The highest level that any decision about the result raised an alert of; 0: none did. */
  alertedLevel: number;
}

/** A result that counts: it has a value and was not deleted or withdrawn. */
export function isLive(result: TimelineResult): result is TimelineResult & { umolPerL: string } {
  return result.umolPerL !== null && !WITHDRAWN_STATUSES.has(result.status);
}
