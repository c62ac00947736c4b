import { WINDOW_365D_MS } from '@renwatch/aki';
import { isNewest, newestOf, type Patient } from './patient';
import { isLive, type LiveResult, type Result } from './result';
import { between, byTime, inOrder, indexAfter, indexAt, type Timeline } from './timeline';

/**
 * Why a result must be decided:
 * - `new`: it was not decided before;
 * - `revised`: the message gave it another value or status;
 * - `withdrawn`: the message withdrew it, so its decision is retracted;
 * - `history-changed`: it looks back on the result that changed;
 * - `uncovered`: a later result no longer counts, so this one is the patient's newest and may raise the alert that it
 *   could not raise before;
 * - `merged`: it looks back on results of the other patient.
 */
export type ReviewReason = 'new' | 'revised' | 'withdrawn' | 'history-changed' | 'uncovered' | 'merged';

export interface DueResult {
  readonly result: Result;
  readonly because: ReviewReason;
}

/**
 * Returns the results to decide after one was added or revised: that one, those it uncovers, then the later ones that
 * look back on it, in order of time. If its time was corrected, the ones that looked back on it before are among them. A
 * result more than 365 days before the changed one is never uncovered: whether it was read at all depends on the other
 * messages of the batch.
 * @param patient after the change
 * @param movedFromMs its time before the change; its time now if that did not change
 * @param sentAtMs send time of the message
 */
export function reviewsAfterChange(
  patient: Patient,
  { changed, movedFromMs }: { changed: Result; movedFromMs: number },
  sentAtMs: number,
): DueResult[] {
  const { id, observedAtMs, decision } = changed;
  const { live } = patient;
  const isOther = (result: LiveResult) => result.id !== id && isDecided(result);
  const historyChanged = later(live, [observedAtMs, movedFromMs]).filter(isOther).map(due('history-changed'));
  const hasMoved = movedFromMs !== observedAtMs;
  if (isLive(changed) && !hasMoved) return [due(decision ? 'revised' : 'new')(changed), ...historyChanged];
  const newest = newestOf(patient, sentAtMs);
  const looksBack = new Set(historyChanged.map(({ result }) => result));
  const uncovered = between(live, Math.max(movedFromMs - WINDOW_365D_MS, newest?.observedAtMs ?? -Infinity))
    .filter((result) => isOther(result) && isNewest(newest, result) && !looksBack.has(result))
    .map(due('uncovered'));
  if (isLive(changed)) return [due(decision ? 'revised' : 'new')(changed), ...uncovered, ...historyChanged];
  return [...(decision ? [due('withdrawn')(changed)] : []), ...uncovered, ...historyChanged];
}

/** Returns the results that look back on any of these times, each once, in order of time. */
function later(live: Timeline<LiveResult>, timesMs: readonly [number, number]): LiveResult[] {
  const [[from, to], [otherFrom, otherTo]] = timesMs
    .toSorted((a, b) => a - b)
    .map((ms) => [indexAfter(live, ms), indexAfter(live, ms + WINDOW_365D_MS)]) as [Span, Span];
  return [...live.slice(from, to), ...live.slice(Math.max(otherFrom, to), otherTo)];
}

type Span = [from: number, to: number];

/**
 * Returns the results to decide after a merge, in order of time: those decided before that look back on other results
 * now, or that are the newest now because a later one of the same order was overruled.
 * @param sentAtMs send time of the message
 */
export function reviewsAfterMerge(
  before: readonly Patient[],
  merged: Patient,
  sentAtMs: number,
): DueResult[] {
  const newest = newestOf(merged, sentAtMs);
  const dueResults = before.flatMap(({ live }) => {
    const overruled = without(live, merged.live);
    const changes = inOrder([...overruled, ...without(merged.live, live)]);
    const isUncovered = (result: Result) =>
      isNewest(newest, result) && overruled.some(({ observedAtMs }) => observedAtMs > result.observedAtMs);
    return without(live, overruled)
      .filter(isDecided)
      .flatMap((result) => {
        if (looksBackOnAny(changes, result)) return [due('merged')(result)];
        return isUncovered(result) ? [due('uncovered')(result)] : [];
      });
  });
  return dueResults.sort((a, b) => byTime(a.result, b.result));
}

/** Imported results count as history only: they are never decided, so never again. */
function isDecided({ decision }: Result): boolean {
  return decision !== null;
}

function due(because: ReviewReason) {
  return (result: Result): DueResult => ({ result, because });
}

function looksBackOnAny(changes: Timeline, { observedAtMs }: Result): boolean {
  return indexAt(changes, observedAtMs - WINDOW_365D_MS) < indexAt(changes, observedAtMs);
}

function without(results: Timeline<LiveResult>, others: Timeline): LiveResult[] {
  const excluded = new Set(others);
  return results.filter((result) => !excluded.has(result));
}
