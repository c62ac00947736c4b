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
import { groundsOf, type Judges } from './grounds';
import { isNewest, type Patient } from './patient';
import { withheldReason, type PagingLimits } from './withhold';
import { cancelResults } from './cancel-results';
import { recordMerge } from './record-merge';
import { recordResult, type ResultIds } from './record-result';
import { isLive } from './result';
import { type DueResult, reviewsAfterChange, reviewsAfterMerge } from './reviews';
import { numberOf, patientOf, type State } from './state';

/** The rule and models that judge a result, the limits of paging, and the functions that make ids. */
export interface DecideOptions extends Judges, ResultIds {
  paging: PagingLimits;
  decisionId: (resultId: string, revision: number) => string;
}

/**
 * Returns everything that follows from one message. Each event rests on the state that the events before it leave, so
 * the caller applies them in order.
 * @throws TypeError if the state lacks a number that the message names
 */
export function decide(state: State, facts: MessageFacts, options: DecideOptions): PatientEvent[] {
  const events: PatientEvent[] = [];
  let current = state;
  let latest: readonly PatientEvent[] = [];
  const isResent = state.mergeMessages.has(facts.messageId);
  for (const step of stepsOf(facts, isResent, options)) {
    current = latest.reduce(apply, current);
    latest = step(current);
    events.push(...latest);
  }
  return events;
}

/** One change of a patient, and the reviews that follow from it. */
type Step = (state: State) => readonly PatientEvent[];

function stepsOf(facts: MessageFacts, isResent: boolean, options: DecideOptions): Step[] {
  if (!concernsPatient(facts)) return [];
  const { patient, merges, results, cancelledOrders, ...rest } = facts;
  const { messageId, feed, receivedAt, sentAt, repeatsThePast } = rest;
  const by = { patient, options, message: { messageId, feed, receivedAt, sentAt, repeatsThePast } };
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
}

function reportDemographics(reported: ReportedPatient): Step {
  return (state) => {
    const known = patientOf(state, numberOf(state, reported.key).patientId);
    const demographics = demographicsAfter(known, reported);
    if (isSameDemographics(known, demographics)) return [];
    return [{ type: 'DemographicsChanged', patientId: known.id, demographics }];
  };
}

function mergeNumbers(
  goes: PatientNumber,
  isResent: boolean,
  { patient, message, options }: StepOptions,
): Step {
  return (state) => {
    const merge = recordMerge(state, { stays: patient, goes, message, isResent });
    if (merge.type !== 'PatientsMerged') return [merge];
    const before = [patientOf(state, merge.intoId), patientOf(state, merge.patientId)];
    const merged = patientOf(apply(state, merge), merge.intoId);
    const due = reviewsAfterMerge(before, merged, Date.parse(message.sentAt));
    return [merge, ...due.map((result) => review(merged, result, message, options))];
  };
}

function reportResult(reported: ReportedResult, { patient, message, options }: StepOptions): Step {
  return (state) => {
    const { id: numberId, patientId } = numberOf(state, patient.key);
    const change = recordResult(patientOf(state, patientId), { reported, message, numberId }, options);
    if (change === undefined || change.type === 'ResultConfirmed') return change ? [change] : [];
    return [change, ...reviewsOf(state, change, options)];
  };
}

function cancelOrder(order: CancelledOrder, { patient, message, options }: StepOptions): Step {
  return (state) => {
    const { id: numberId, patientId } = numberOf(state, patient.key);
    const events: PatientEvent[] = [];
    let current = state;
    for (const change of cancelResults(patientOf(state, patientId), { order, message, numberId })) {
      const next = [change, ...reviewsOf(current, change, options)];
      current = next.reduce(apply, current);
      events.push(...next);
    }
    return events;
  };
}

/** The decisions that a new or changed result asks for. */
function reviewsOf(before: State, change: ResultAdded | ResultRevised, options: DecideOptions): ReviewDue[] {
  const { result, patientId, message } = change;
  const known = patientOf(before, patientId).results.find(({ id }) => id === result.id);
  const after = patientOf(apply(before, change), patientId);
  const moved = { changed: result, movedFromMs: known?.observedAtMs ?? result.observedAtMs };
  const due = reviewsAfterChange(after, moved, Date.parse(message.sentAt));
  return due.map((dueResult) => review(after, dueResult, message, options));
}

/** Asks for a decision about a result, with the facts as of now: later messages of the batch do not change them. */
function review(
  patient: Patient,
  { result, because }: DueResult,
  message: MessageReference,
  options: DecideOptions,
): ReviewDue {
  const { id, key, authority, mrn, birthDate, sex } = patient;
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
    isNewest: isNewest(patient, result, Date.parse(message.sentAt)),
    withheld: withheldReason(patient, result, message, options.paging),
    message,
  };
}
