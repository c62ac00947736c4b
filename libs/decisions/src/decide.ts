import { apply } from './apply';
import { demographicsAfter, isSameDemographics } from './demographics';
import { type MessageReference, type PatientEvent } from './events';
import {
  concernsPatient,
  type MessageFacts,
  type PatientNumber,
  type ReportedPatient,
  type ReportedResult,
} from './facts';
import { recordMerge } from './record-merge';
import { recordResult, type ResultIds } from './record-result';
import { reviewDue, type ReviewOptions } from './review-due';
import { reviewsAfterChange, reviewsAfterMerge } from './reviews';
import { numberOf, patientOf, type State } from './state';

export type DecideOptions = ReviewOptions & ResultIds;

/**
 * Returns everything that follows from one message. Each event rests on the state that the events before it leave, so
 * the caller applies them in order.
 */
export function decide(state: State, facts: MessageFacts, options: DecideOptions): PatientEvent[] {
  const events: PatientEvent[] = [];
  let current = state;
  let latest: readonly PatientEvent[] = [];
  for (const step of stepsOf(facts, options)) {
    current = latest.reduce(apply, current);
    latest = step(current);
    events.push(...latest);
  }
  return events;
}

/** One change of a patient, and the reviews that follow from it. */
type Step = (state: State) => readonly PatientEvent[];

function stepsOf(facts: MessageFacts, options: DecideOptions): Step[] {
  if (!concernsPatient(facts)) return [];
  const { patient, merge, results, messageId, feed, receivedAt, sentAt } = facts;
  const by = { patient, options, message: { messageId, feed, receivedAt, sentAt } };
  return [
    reportDemographics(patient),
    ...(merge ? [mergeNumbers(merge, by)] : results.map((reported) => reportResult(reported, by))),
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

function mergeNumbers(goes: PatientNumber, { patient, message, options }: StepOptions): Step {
  return (state) => {
    const merge = recordMerge(state, { stays: patient, goes, message });
    if (merge?.type !== 'PatientsMerged') return merge ? [merge] : [];
    const before = [patientOf(state, merge.intoId), patientOf(state, merge.patientId)];
    const merged = patientOf(apply(state, merge), merge.intoId);
    const due = reviewsAfterMerge(before, merged, Date.parse(message.sentAt));
    return [merge, ...due.map((result) => reviewDue(merged, result, message, options))];
  };
}

function reportResult(reported: ReportedResult, { patient, message, options }: StepOptions): Step {
  return (state) => {
    const { id: numberId, patientId } = numberOf(state, patient.key);
    const change = recordResult(patientOf(state, patientId), { reported, message, numberId }, options);
    if (change === undefined || change.type === 'ResultConfirmed') return change ? [change] : [];
    const after = patientOf(apply(state, change), patientId);
    const due = reviewsAfterChange(after, change.result, Date.parse(message.sentAt));
    return [change, ...due.map((result) => reviewDue(after, result, message, options))];
  };
}
