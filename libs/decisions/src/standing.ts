import { CHANGING_STATUSES, PRELIMINARY_STATUSES } from './result-status';
import { type Result } from './result';
import { SampleIndex } from './sample-index';

/**
 * Returns true if an incoming revision replaces the current one, in whatever order they arrive. A final replaces a preliminary
 * and never the reverse. Otherwise the later sent one stands. At equal send times a correction or withdrawal stands
 * over anything else, and of two of a kind the later arrival stands (HL7 v2 table 0085).
 */
export function supersedes(incoming: Revision, current: Revision): boolean {
  const rise = rank(incoming) - rank(current);
  if (rise !== 0) return rise > 0;
  if (incoming.sentAtMs !== current.sentAtMs) return incoming.sentAtMs > current.sentAtMs;
  return CHANGING_STATUSES.has(incoming.status) || !CHANGING_STATUSES.has(current.status);
}

type Revision = Pick<Result, 'status' | 'sentAtMs'>;

function rank({ status }: Revision): number {
  return PRELIMINARY_STATUSES.has(status) ? 0 : 1;
}

/**
 * Keeps one result for each sample. Before two numbers were merged, one order may have come under both. It is still one
 * result: the revision sent last stands, under whichever number it came, even if it is a withdrawal.
 */
export function standing(results: readonly Result[]): Result[] {
  const kept = new Set<Result>();
  const index = new SampleIndex();
  for (const result of results) {
    const other = index.find(result);
    if (other && !overrules(result, other)) continue;
    if (other) {
      kept.delete(other);
      index.remove(other);
    }
    kept.add(result);
    index.add(result);
  }
  return [...kept];
}

/** Deterministic tie-break: if each supersedes the other, the lower id stands. */
function overrules(result: Result, other: Result): boolean {
  return supersedes(result, other) && (!supersedes(other, result) || result.id < other.id);
}
