import { CHANGING_STATUSES, WITHDRAWN_STATUSES } from './result-status';
import {
  type MessageReference,
  type ResultAdded,
  type ResultConfirmed,
  type ResultEvent,
  type ResultRevised,
} from './events';
import { type ReportedResult } from './facts';
import { type Patient } from './patient';
import { type Result } from './result';
import { standing, supersedes } from './standing';
import { sameTime } from './timeline';

export interface ResultIds {
  /** Makes a result's id from the number it came under and its identity; without an order the value is part of it. */
  resultId: (
    numberId: string,
    identity: { order: string; observedAt: string; subId: string; umolPerL: string },
  ) => string;
}

/** A result as one message reports it. */
export interface ReportedBy {
  reported: ReportedResult;
  message: MessageReference;
  /** The number that the message names. */
  numberId: string;
}

/** Returns how a reported result changes the patient's; undefined if it says nothing new, such as a resend. */
export function recordResult(patient: Patient, by: ReportedBy, ids: ResultIds): ResultEvent | undefined {
  const current = currentResult(patient, by, ids);
  return current ? changed(patient, current, by) : added(patient, by, ids);
}

function added(patient: Patient, by: ReportedBy, ids: ResultIds): ResultAdded | undefined {
  const { reported, message } = by;
  const { order, subId, umolPerL, observedAt, comparator, status } = reported;
  // A withdrawal or a text that overtook its result is kept only if an order number will tell that they belong together.
  if (umolPerL === null && order === '') return undefined;
  const result: Result = {
    ...{ id: resultIdOf(by, umolPerL ?? '', ids), order, subId, umolPerL, comparator, status },
    observedLocal: observedAt.local,
    observedAtMs: Date.parse(observedAt.instant),
    origin: 'feed',
    revision: 1,
    sentAtMs: Date.parse(message.sentAt),
    sources: new Set([sourceOf(by)]),
    decision: null,
  };
  return { type: 'ResultAdded', result, ...placeOf(patient, by) };
}

function changed(
  patient: Patient,
  current: Result,
  by: ReportedBy,
): ResultRevised | ResultConfirmed | undefined {
  if (current.sources.has(sourceOf(by))) return undefined;
  const { status, comparator } = by.reported;
  // A withdrawal keeps the number for the record; a final or corrected text takes it away.
  const umolPerL = by.reported.umolPerL ?? (WITHDRAWN_STATUSES.has(status) ? current.umolPerL : null);
  const sentAtMs = Date.parse(by.message.sentAt);
  // A result that was imported as history is new when the feed brings it: somebody may have to be paged.
  if (current.origin === 'feed') {
    const repeats =
      umolPerL === current.umolPerL && comparator === current.comparator && status === current.status;
    if (repeats) return confirmed(patient, current, by);
    if (!supersedes({ status, sentAtMs }, current)) return undefined;
  }
  const result: Result = {
    ...current,
    ...{ umolPerL, comparator, status, sentAtMs },
    origin: 'feed',
    revision: current.revision + 1,
    sources: new Set([...current.sources, sourceOf(by)]),
  };
  return { type: 'ResultRevised', result, ...placeOf(patient, by) };
}

/** Keeps the later send time, so that a correction sent before this repetition loses, in whatever order they arrive. */
function confirmed(patient: Patient, current: Result, by: ReportedBy): ResultConfirmed | undefined {
  const sentAtMs = Date.parse(by.message.sentAt);
  if (sentAtMs <= current.sentAtMs) return undefined;
  return { type: 'ResultConfirmed', result: { ...current, sentAtMs }, ...placeOf(patient, by) };
}

/**
 * Finds the patient's result that a reported one is about. An order number identifies it. Without one, two values at one
 * time are two results, unless the second is a correction or withdrawal and only one result of that time can be meant.
 */
function currentResult({ results }: Patient, by: ReportedBy, ids: ResultIds): Result | undefined {
  const { order, subId, observedAt, umolPerL, status } = by.reported;
  const candidates = sameTime(results, Date.parse(observedAt.instant));
  const same = candidates.filter((result) => result.order === order && result.subId === subId);
  const resent = same.find(({ sources }) => sources.has(sourceOf(by)));
  if (resent) return resent;
  if (order !== '') return standing(same)[0];
  const sameValue = same.find((result) => result.umolPerL === umolPerL);
  if (sameValue) return sameValue;
  // The first value may come again after its correction: the result still has the id that was made from it.
  const id = umolPerL === null ? undefined : resultIdOf(by, umolPerL, ids);
  const original = candidates.find((result) => result.id === id);
  if (original) return original;
  return CHANGING_STATUSES.has(status) && same.length === 1 ? same[0] : undefined;
}

function resultIdOf({ reported, numberId }: ReportedBy, umolPerL: string, { resultId }: ResultIds): string {
  const { order, subId, observedAt } = reported;
  return resultId(numberId, { order, subId, umolPerL, observedAt: observedAt.instant });
}

function sourceOf({ message, reported }: ReportedBy): string {
  return `${message.messageId}:${reported.observation}`;
}

function placeOf(patient: Patient, { numberId, reported, message }: ReportedBy) {
  return { patientId: patient.id, numberId, observation: reported.observation, message };
}
