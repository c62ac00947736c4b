import { apply } from './apply';
import { demographicsAfter, isSameDemographics } from './demographics';
import {
  type MessageReference,
  type PatientEvent,
  type ResultAdded,
  type ResultRevised,
  type ReviewDue,
} from './events';
import {
  type CancelledOrder,
  concernsPatient,
  type MessageFacts,
  type PatientNumber,
  type ReportedPatient,
  type ReportedResult,
} from './facts';
import { isConfirmed, resultsMadeBy } from './find-result';
import { groundsOf, type Judges } from './grounds';
import { DEFAULT_LIMITS, type DecisionLimits, omittedReviews, ReviewBudget } from './limits';
import { isNewest, newestOf, type Patient, resultOf } from './patient';
import { withheldReason, type PagingLimits } from './withhold';
import { cancelResults } from './cancel-results';
import { recordMerge } from './record-merge';
import { recordResult, type ResultIds, sampleOf } from './record-result';
import { isLive } from './result';
import { type DueResult, reviewsAfterChange, reviewsAfterMerge } from './reviews';
import { numberOf, patientOf, type State } from './state';

/** The rule and models that judge a result, the limits of paging, and the functions that make ids. */
export interface DecideOptions extends Judges, ResultIds {
  paging: PagingLimits;
  decisionId: (resultId: string, revision: number) => string;
  /** `DEFAULT_LIMITS` if absent. */
  limits?: DecisionLimits;
}

/** The events that follow from a message, or from a step of it, and the state after them. */
export interface Outcome {
  readonly events: readonly PatientEvent[];
  readonly state: State;
}

/** One change of a patient, and the reviews that follow from it. */
export type Step = (state: State) => Outcome;

/**
 * Returns everything that follows from one message.
 * @throws TypeError if the state lacks a number that the message names
 */
export function decide(state: State, facts: MessageFacts, options: DecideOptions): Outcome {
  const events: PatientEvent[] = [];
  let current = state;
  for (const step of decisionSteps(state, facts, options)) {
    const outcome = step(current);
    events.push(...outcome.events);
    current = outcome.state;
  }
  return { events, state: current };
}

/**
 * Returns the steps of a message, to be taken in order, each on the state that the one before it left: a message may hold
 * thousands of results, and other work can be done between two of them.
 * @param state before the message
 */
export function decisionSteps(state: State, facts: MessageFacts, options: DecideOptions): Step[] {
  if (!concernsPatient(facts)) return [];
  const { patient, merges, results, cancelledOrders, ...rest } = facts;
  const { messageId, feed, receivedAt, sentAt, repeatsThePast } = rest;
  const limits = options.limits ?? DEFAULT_LIMITS;
  const budget = new ReviewBudget(limits);
  let made: ReadonlyMap<string, string> | undefined;
  // Once for all results, after the merges: no observation of a message repeats another of it.
  const madeBefore = (known: Patient) => (made ??= resultsMadeBy(known, messageId));
  const by = {
    ...{ patient, options, limits, budget, madeBefore },
    message: { messageId, feed, receivedAt, sentAt, repeatsThePast },
  };
  const isResent = state.mergeMessages.has(messageId);
  return [
    reportDemographics(patient),
    ...merges.map((goes) => mergeNumbers(goes, isResent, by)),
    ...results.map((reported) => reportResult(reported, by)),
    ...cancelledOrders.map((order) => cancelOrder(order, by)),
  ];
}

interface StepOptions {
  patient: ReportedPatient;
  message: MessageReference;
  options: DecideOptions;
  limits: DecisionLimits;
  /** Shared by the steps of the message, as is the next. */
  budget: ReviewBudget;
  madeBefore: (patient: Patient) => ReadonlyMap<string, string>;
}

function reportDemographics(reported: ReportedPatient): Step {
  return (state) => {
    const known = patientOf(state, numberOf(state, reported.key).patientId);
    const demographics = demographicsAfter(known, reported);
    if (isSameDemographics(known, demographics)) return { events: [], state };
    return after(state, { type: 'DemographicsChanged', patientId: known.id, demographics });
  };
}

function mergeNumbers(
  goes: PatientNumber,
  isResent: boolean,
  { patient, message, options, budget }: StepOptions,
): Step {
  return (state) => {
    const merge = recordMerge(state, { stays: patient, goes, message, isResent });
    const outcome = after(state, merge);
    if (merge.type !== 'PatientsMerged') return outcome;
    const before = [patientOf(state, merge.intoId), patientOf(state, merge.patientId)];
    const merged = patientOf(outcome.state, merge.intoId);
    const sentAtMs = Date.parse(message.sentAt);
    const due = reviewsAfterMerge(before, merged, sentAtMs);
    const kept = budget.afterMerge(due, newestOf(merged, sentAtMs));
    const omitted = omittedReviews(due, kept, { patientId: merged.id, message });
    return after(outcome, ...reviewsOf(merged, kept, message, options), ...omitted);
  };
}

function reportResult(reported: ReportedResult, by: StepOptions): Step {
  const { patient, message, options, limits, madeBefore } = by;
  return (state) => {
    const { id: numberId, patientId } = numberOf(state, patient.key);
    const known = patientOf(state, patientId);
    if (reported.confirms) {
      const { observation } = reported;
      const unmatched = { type: 'ConfirmationUnmatched', patientId, observation, message } as const;
      return isConfirmed(known, sampleOf(reported)) ? { events: [], state } : after(state, unmatched);
    }
    const report = { reported, message, numberId, madeBefore: madeBefore(known) };
    const change = recordResult(known, report, options, limits);
    if (change === undefined) return { events: [], state };
    if (change.type === 'ResultConfirmed' || change.type === 'ResultRefused') return after(state, change);
    return afterChange(state, change, by);
  };
}

function cancelOrder(order: CancelledOrder, by: StepOptions): Step {
  const { patient, message } = by;
  return (state) => {
    const { id: numberId, patientId } = numberOf(state, patient.key);
    const changes = cancelResults(patientOf(state, patientId), { order, message, numberId });
    const events: PatientEvent[] = [];
    let current = state;
    for (const change of changes) {
      // The result may have been decided again because of the one before.
      const { decision } = resultOf(patientOf(current, patientId), change.result);
      const outcome = afterChange(current, { ...change, result: { ...change.result, decision } }, by);
      events.push(...outcome.events);
      current = outcome.state;
    }
    return { events, state: current };
  };
}

function after(before: State | Outcome, ...events: readonly PatientEvent[]): Outcome {
  const { events: first, state } = 'state' in before ? before : { events: [], state: before };
  return { events: [...first, ...events], state: events.reduce(apply, state) };
}

/** Applies a new or changed result, and asks for the decisions that follow from it. */
function afterChange(
  before: State,
  change: ResultAdded | ResultRevised,
  { options, budget }: StepOptions,
): Outcome {
  const { result, patientId, message } = change;
  const { results } = patientOf(before, patientId);
  const known = change.type === 'ResultAdded' ? undefined : results.find(({ id }) => id === result.id);
  const outcome = after(before, change);
  const patient = patientOf(outcome.state, patientId);
  const moved = { changed: result, movedFromMs: known?.observedAtMs ?? result.observedAtMs };
  const sentAtMs = Date.parse(message.sentAt);
  const due = reviewsAfterChange(patient, moved, sentAtMs);
  const kept = budget.afterChange(due, newestOf(patient, sentAtMs));
  const omitted = omittedReviews(due, kept, { patientId, message });
  return after(outcome, ...reviewsOf(patient, kept, message, options), ...omitted);
}

/** Asks for decisions about results, with the facts as of now: later messages of the batch do not change them. */
function reviewsOf(
  patient: Patient,
  due: readonly DueResult[],
  message: MessageReference,
  options: DecideOptions,
): ReviewDue[] {
  const newest = newestOf(patient, Date.parse(message.sentAt));
  const { id, key, authority, mrn, birthDate, sex } = patient;
  return due.map(({ result, because }) => {
    const revision = (result.decision?.revision ?? 0) + 1;
    return {
      type: 'ReviewDue',
      because,
      patientId: id,
      patient: { key, authority, mrn },
      subject: { birthDate, sex },
      result,
      decisionId: options.decisionId(result.id, revision),
      revision,
      supersedes: result.decision?.id ?? null,
      grounds: isLive(result) ? groundsOf(patient, result, options) : null,
      isNewest: isNewest(newest, result),
      withheld: withheldReason(patient, result, message, options.paging),
      message,
    };
  });
}
