import { CHANGING_STATUSES, PRELIMINARY_STATUSES } from '@renwatch/decisions';

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
  return PRELIMINARY_STATUSES.has(status) ? 0 : 1;
}
