import { CHANGING_STATUSES } from './changing-statuses';

/** What decides which of two revisions of one result stands. */
export interface RevisionStanding {
  /** OBX-11, upper case. */
  status: string;
  sentAtMs: number;
}

/**
 * Whether an incoming revision replaces the current one, in whatever order they arrive: a preliminary value never
 * replaces a final one, a final always replaces a preliminary one, and otherwise the later sent stands; of two sent at
 * once, as far as MSH-7 tells, the correction or withdrawal of the other, else the later arrived (HL7 v2 table 0085: P
 * preliminary, F final, C correction, D delete, W wrong patient, X cannot be obtained).
 */
export function supersedes(incoming: RevisionStanding, current: RevisionStanding): boolean {
  const rise = rank(incoming.status) - rank(current.status);
  if (rise !== 0) return rise > 0;
  if (incoming.sentAtMs !== current.sentAtMs) return incoming.sentAtMs > current.sentAtMs;
  return CHANGING_STATUSES.has(incoming.status) || !CHANGING_STATUSES.has(current.status);
}

function rank(status: string): number {
  return PRELIMINARY.has(status) ? 0 : 1;
}

/** Also R (entered, not verified), S (partial) and I (pending). */
const PRELIMINARY: ReadonlySet<string> = new Set(['P', 'R', 'S', 'I']);
