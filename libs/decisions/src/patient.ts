import { WINDOW_365D_MS } from '@renwatch/aki';
import { type Demographics } from './demographics';
import { type PatientNumber } from './facts';
import { isLive, type LiveResult, type Result } from './result';
import { isSameOrder } from './sample';
import { standing } from './standing';
import { between, inOrder, put, type Timeline } from './timeline';

/** A patient, named by the number that survived all merges. */
export interface PatientIdentity extends PatientNumber, Demographics {
  readonly id: string;
}

/** A patient and the results that were read. A value: it is replaced, never changed. */
export interface Patient extends PatientIdentity {
  /** Under any of the patient's numbers. */
  readonly results: Timeline;
  /** The results that count: those that stand and are live. */
  readonly live: Timeline<LiveResult>;
}

/** How far a laboratory's clock may be ahead of its interface's. */
const CLOCK_TOLERANCE_MS = 10 * 60 * 1000;

export function patientWith(identity: PatientIdentity, results: readonly Result[]): Patient {
  return { ...identity, results: inOrder(results), live: inOrder(standing(inOrder(results)).filter(isLive)) };
}

/** Adds or replaces one result. Only results of the same order can stand for each other, so only those are looked at. */
export function withResult(patient: Patient, result: Result): Patient {
  const before = patient.results.find(({ id }) => id === result.id);
  const results = put(patient.results, result);
  const concerned = results.filter(
    (other) =>
      other === result || isSameOrder(other, result) || (before !== undefined && isSameOrder(other, before)),
  );
  const ids = new Set(concerned.map(({ id }) => id));
  const others = patient.live.filter(({ id }) => !ids.has(id));
  return {
    ...patient,
    results,
    live: standing(concerned)
      .filter(isLive)
      .reduce(put<LiveResult>, others),
  };
}

/** @throws TypeError if the patient has no such result */
export function resultOf({ results }: Patient, resultId: string): Result {
  const found = results.find(({ id }) => id === resultId);
  if (!found) throw new TypeError('a result of the batch was not read');
  return found;
}

/** The results a decision looks back on: strictly earlier, at most 365 days. */
export function historyOf({ live }: Patient, { observedAtMs }: Result): LiveResult[] {
  return between(live, observedAtMs - WINDOW_365D_MS, observedAtMs);
}

/**
 * Returns true if no live result of the patient is later. A result dated after its own message does not count until that time
 * has come: a mistyped date must not silence the patient until then.
 * @param sentAtMs send time of the message that is decided
 */
export function isNewest({ live }: Patient, result: Result, sentAtMs: number): boolean {
  const newest = live.findLast(
    (other) => other.observedAtMs <= Math.max(sentAtMs, other.sentAtMs) + CLOCK_TOLERANCE_MS,
  );
  return newest === undefined || newest.observedAtMs <= result.observedAtMs;
}
