import {
  type MessageReference,
  type RefusedReason,
  type ResultAdded,
  type ResultConfirmed,
  type ResultEvent,
  type ResultRefused,
  type ResultRevised,
} from './events';
import { type ReportedResult } from './facts';
import { findResult } from './find-result';
import { type DecisionLimits, isFull } from './limits';
import { type Patient } from './patient';
import { type Result } from './result';
import {
  CHANGING_STATUSES,
  CORRECTED_STATUSES,
  PRELIMINARY_STATUSES,
  WITHDRAWN_STATUSES,
} from './result-status';
import { isSameTime, type Sample } from './sample';
import { supersedes } from './standing';

export interface ResultIds {
  /**
   * Makes a result's id from the number it came under and its identity; without an order the value is part of it.
   * `distinct` is not empty if another result has the id without it.
   */
  resultId: (
    numberId: string,
    identity: { order: string; observedAt: string; subId: string; umolPerL: string; distinct: string },
  ) => string;
}

/** A result as one message reports it. */
export interface ReportedBy {
  reported: ReportedResult;
  message: MessageReference;
  /** The number that the message names. */
  numberId: string;
  /** The results that the message made before, as `resultsMadeBy` returns them. */
  madeBefore: ReadonlyMap<string, string>;
}

/** Returns how a reported result changes the patient's, or why it is refused; undefined if it says nothing new, such as a resend. */
export function recordResult(
  patient: Patient,
  by: ReportedBy,
  ids: ResultIds,
  limits: DecisionLimits,
): ResultEvent | ResultRefused | undefined {
  const { reported, message } = by;
  const report = {
    ...{
      reported,
      sample: sampleOf(reported),
      source: sourceOf(by),
      resentId: by.madeBefore.get(sourceOf(by)),
      sentAtMs: Date.parse(message.sentAt),
    },
    baseId: resultIdOf(by, '', ids),
  };
  const current = findResult(patient, report);
  const event = current ? changed(patient, current, by) : added(patient, by, ids, limits);
  if (event?.type === 'ResultRevised' && event.result.revision > limits.revisions && !isWithdrawal(by))
    return refused(patient, by, 'too-many-revisions');
  return event;
}

function isWithdrawal({ reported }: ReportedBy): boolean {
  return WITHDRAWN_STATUSES.has(reported.status);
}

function refused(
  { id: patientId }: Patient,
  { reported, message }: ReportedBy,
  reason: RefusedReason,
): ResultRefused {
  return { type: 'ResultRefused', reason, patientId, observation: reported.observation, message };
}

function added(
  patient: Patient,
  by: ReportedBy,
  ids: ResultIds,
  limits: DecisionLimits,
): ResultAdded | ResultRefused | undefined {
  const { reported, message } = by;
  const { order, umolPerL, comparator, status, service } = reported;
  // A withdrawal or a text that overtook its result is kept only if an order number will tell that they belong together.
  if (umolPerL === null && order === '') return undefined;
  if (isFull(patient, sampleOf(reported), limits.results)) return refused(patient, by, 'too-many-results');
  const result: Result = {
    ...{ id: freeId(patient, by, ids), ...sampleOf(reported), service, umolPerL, comparator, status },
    origin: 'feed',
    revision: 1,
    sentAtMs: Date.parse(message.sentAt),
    correctedFrom: '',
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
  if (current.sources.has(sourceOf(by)) && !isReadableNow(current, by)) return undefined;
  const { status, comparator } = by.reported;
  // A withdrawal keeps the number for the record; a final or corrected text takes it away.
  const umolPerL = by.reported.umolPerL ?? (WITHDRAWN_STATUSES.has(status) ? current.umolPerL : null);
  const sentAtMs = Date.parse(by.message.sentAt);
  const known = { ...current, ...knownAfter(current, by.reported) };
  const time = timeAfter(current, by.reported);
  const revised = { revision: current.revision + 1, sources: new Set([...current.sources, sourceOf(by)]) };
  const place = placeOf(patient, by);
  // A result that was imported as history is new when the feed brings it: somebody may have to be paged.
  if (current.origin === 'feed') {
    const repeats =
      umolPerL === current.umolPerL &&
      comparator === current.comparator &&
      status === current.status &&
      time.observedAtMs === current.observedAtMs;
    if (repeats || !supersedes({ status, sentAtMs }, current)) {
      // A correction of the time overtook this message: it tells the time before.
      const isOvertaken = !isSameTime(current, sampleOf(by.reported)) && current.correctedFrom === '';
      if (!repeats && isOvertaken) {
        const result = { ...known, ...revised, correctedFrom: by.reported.observedAt.local };
        return { type: 'ResultRevised', result, ...place };
      }
      const sentLast = repeats ? Math.max(sentAtMs, current.sentAtMs) : current.sentAtMs;
      return confirmed(current, { ...known, sentAtMs: sentLast }, place);
    }
  }
  const result: Result = {
    ...{ ...known, ...time, ...revised, umolPerL, comparator, status, sentAtMs },
    origin: 'feed',
  };
  return {
    type: 'ResultRevised',
    result,
    ...place,
    ...(isSecondNumber(current, by) && { isSecondNumber: true }),
  };
}

/** Returns true for another number of a result in the message that gave its present one, if both have the same standing. */
function isSecondNumber({ umolPerL, comparator, status, sources }: Result, by: ReportedBy): boolean {
  const { reported, message } = by;
  const isOfMessage = [...sources].at(-1)?.startsWith(`${message.messageId}:`) ?? false;
  const isOther = umolPerL !== reported.umolPerL || comparator !== reported.comparator;
  const areNumbers = umolPerL !== null && reported.umolPerL !== null;
  return isOfMessage && areNumbers && isOther && standingOf(status) === standingOf(reported.status);
}

/** Preliminary, final, or the letter of a correction or withdrawal. */
function standingOf(status: string): string {
  if (CHANGING_STATUSES.has(status)) return status;
  return PRELIMINARY_STATUSES.has(status) ? 'P' : 'F';
}

/**
 * Returns true if this very observation withdrew the number because its own could not be read, and can be read now: its
 * dead letter was replayed after a setting was mended.
 */
function isReadableNow({ umolPerL, sources }: Result, by: ReportedBy): boolean {
  return umolPerL === null && by.reported.umolPerL !== null && [...sources].at(-1) === sourceOf(by);
}

/**
 * Keeps the later send time of a repetition, so that a correction sent before it loses, in whatever order they arrive, and
 * what an overruled message tells about the order.
 */
function confirmed(
  current: Result,
  result: Result,
  place: ReturnType<typeof placeOf>,
): ResultConfirmed | undefined {
  const fields = ['order', 'placer', 'specimen', 'code', 'service', 'sentAtMs'] as const;
  if (fields.every((field) => result[field] === current[field])) return undefined;
  return { type: 'ResultConfirmed', result, ...place };
}

/** Adds what another message tells about the order of a result; a filler's number replaces the placer's. */
function knownAfter(current: Result, reported: ReportedResult) {
  const getsFiller = current.placer === '' && current.order === reported.placer;
  return {
    order: getsFiller ? reported.order : current.order,
    placer:
      getsFiller || current.order === reported.order ? current.placer || reported.placer : current.placer,
    specimen: current.specimen || reported.specimen,
    code: current.code || reported.code,
    service: current.service || reported.service,
  };
}

/** A withdrawal keeps the time of the number that it takes back. */
function isLaterAnalysis({ isTimeOfAnalysis = false, status, umolPerL }: ReportedResult): boolean {
  return isTimeOfAnalysis && umolPerL !== null && !WITHDRAWN_STATUSES.has(status);
}

/** A correction may change the time, and so may the number of a later analysis; any message may make it finer. */
function timeAfter(
  current: Result,
  reported: ReportedResult,
): Pick<Result, 'observedLocal' | 'observedAtMs' | 'correctedFrom'> {
  const { observedLocal, observedAtMs } = sampleOf(reported);
  const { correctedFrom } = current;
  const isFiner = observedLocal.length > current.observedLocal.length;
  if (!isSameTime(current, { observedLocal, observedAtMs })) {
    if (CORRECTED_STATUSES.has(reported.status) || isLaterAnalysis(reported))
      return { observedLocal, observedAtMs, correctedFrom: current.observedLocal };
  } else if (isFiner) return { observedLocal, observedAtMs, correctedFrom };
  return { observedLocal: current.observedLocal, observedAtMs: current.observedAtMs, correctedFrom };
}

/** Two results may have one identity, such as two codes in one order: the second gets an id of its own. */
function freeId({ results }: Patient, by: ReportedBy, ids: ResultIds): string {
  const { code, specimen } = by.reported;
  for (let count = 0; ; count += 1) {
    const distinct = count === 0 ? '' : JSON.stringify([code, specimen, count]);
    const id = resultIdOf(by, distinct, ids);
    if (!results.some((result) => result.id === id)) return id;
  }
}

function resultIdOf({ reported, numberId }: ReportedBy, distinct: string, { resultId }: ResultIds): string {
  const { order, subId, observedAt, umolPerL } = reported;
  const { begins = observedAt.instant } = observedAt;
  return resultId(numberId, { order, subId, umolPerL: umolPerL ?? '', observedAt: begins, distinct });
}

export function sampleOf(reported: ReportedResult): Sample {
  const { order, placer, specimen, code, subId, observedAt } = reported;
  const time = { observedLocal: observedAt.local, observedAtMs: Date.parse(observedAt.instant) };
  return { order, placer, specimen, code, subId, ...time };
}

function sourceOf({ message, reported }: ReportedBy): string {
  return `${message.messageId}:${reported.observation}`;
}

function placeOf(patient: Patient, { numberId, reported, message }: ReportedBy) {
  return { patientId: patient.id, numberId, observation: reported.observation, message };
}
