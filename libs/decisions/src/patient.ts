import { WINDOW_365D_MS } from '@renwatch/aki';
import { type Demographics } from './demographics';
import { type PatientNumber } from './facts';
import { History, type LookBack } from './history';
import { type DecisionHead, isLive, type LiveResult, type Result } from './result';
import { atTimesOf, orderNumbers } from './sample';
import { standing } from './standing';
import { indexAt, indexOf, inOrder, inserted, placeOf, spliced, type Timeline } from './timeline';

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
  /** The same ones as decisions look back on them, at the same indices. */
  readonly history: History;
}

/** How far a laboratory's clock may be ahead of its interface's. */
const CLOCK_TOLERANCE_MS = 10 * 60 * 1000;

export function patientWith(identity: PatientIdentity, results: readonly Result[]): Patient {
  const ordered = inOrder(results);
  const live = inOrder(standing(ordered).filter(isLive));
  return { ...identity, results: ordered, live, history: History.of(live) };
}

/** Adds or replaces one result. Only results of the same sample can stand for each other, so only those are looked at. */
export function withResult(patient: Patient, result: Result): Patient {
  const index = patient.results.findIndex(({ id }) => id === result.id);
  const before = patient.results[index];
  const results = inserted(before ? spliced(patient.results, index, 1) : patient.results, result);
  const concerned = concernedResults(results, before ? [result, before] : [result]);
  const stands = new Set<Result>(standing(concerned));
  const others = before ? withoutLive({ ...patient, results }, before) : { ...patient, results };
  return concerned.reduce(
    (changed, other) =>
      stands.has(other) && isLive(other) ? withLive(changed, other) : withoutLive(changed, other),
    others,
  );
}

/** Returns the first version, and the results that may be of the same sample as any of them, by way of others too. */
function concernedResults(results: Timeline, versions: readonly [Result, ...Result[]]): readonly Result[] {
  const [result] = versions;
  const numbers = new Set(versions.flatMap(orderNumbers));
  if (numbers.size === 0) return [result];
  for (;;) {
    const ofOrder = results.filter(
      (other) => other === result || numbers.has(other.order) || numbers.has(other.placer),
    );
    const known = numbers.size;
    for (const number of ofOrder.flatMap(orderNumbers)) numbers.add(number);
    // Two numbers of the filler are linked by the placer's.
    if (numbers.size === known) return atTimesOf(ofOrder, versions);
  }
}

function withLive(patient: Patient, result: LiveResult): Patient {
  const { live, history } = patient;
  if (indexOf(live, result) >= 0) return patient;
  const index = placeOf(live, result);
  return { ...patient, live: spliced(live, index, 0, result), history: history.inserted(index, result) };
}

function withoutLive(patient: Patient, result: Result): Patient {
  const { live, history } = patient;
  const index = indexOf(live, result);
  if (index < 0) return patient;
  return { ...patient, live: spliced(live, index, 1), history: history.removed(index) };
}

/** Replaces the newest decision about a result, which changes neither its place nor if it counts. */
export function withDecision(patient: Patient, place: ResultPlace, decision: DecisionHead): Patient {
  const { results, live } = patient;
  const known = resultOf(patient, place);
  const decided = { ...known, decision };
  const index = indexOf(live, known);
  return {
    ...patient,
    results: spliced(results, indexOf(results, known), 1, decided),
    live: index < 0 ? live : spliced(live, index, 1, decided as LiveResult),
  };
}

/** A result, and the time it had when last seen. */
type ResultPlace = Pick<Result, 'id' | 'observedAtMs'>;

/** @throws TypeError if the patient has no such result */
export function resultOf({ results }: Patient, place: ResultPlace): Result {
  // A later message of the batch may have corrected its time.
  const found = results[indexOf(results, place)] ?? results.find(({ id }) => id === place.id);
  if (!found) throw new TypeError('a result of the batch was not read');
  return found;
}

/** The results a decision looks back on: strictly earlier, at most 365 days. */
export function lookBackOf({ live, history }: Patient, { observedAtMs: toMs }: Result): LookBack {
  const fromMs = toMs - WINDOW_365D_MS;
  return history.lookBack(indexAt(live, fromMs), indexAt(live, toMs), { fromMs, toMs });
}

/**
 * Returns the patient's newest result. One dated after its own message does not count until that time has come: a mistyped
 * date must not silence the patient until then.
 * @param sentAtMs send time of the message that is decided
 */
export function newestOf({ live }: Patient, sentAtMs: number): LiveResult | undefined {
  return live.findLast(
    (other) => other.observedAtMs <= Math.max(sentAtMs, other.sentAtMs) + CLOCK_TOLERANCE_MS,
  );
}

/** Returns true if no result of the patient is later than this one. */
export function isNewest(newest: LiveResult | undefined, { observedAtMs }: Result): boolean {
  return newest === undefined || newest.observedAtMs <= observedAtMs;
}
