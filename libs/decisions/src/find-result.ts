import { type ReportedResult } from './facts';
import { type Patient } from './patient';
import { type Result } from './result';
import {
  CHANGING_STATUSES,
  CORRECTED_STATUSES,
  DELETED_STATUSES,
  PRELIMINARY_STATUSES,
} from './result-status';
import { atTimesOf, isCoarse, isSameIfKnown, isSameTest, isSameTime, type Sample } from './sample';
import { standing, supersedes } from './standing';
import { between, type Timeline } from './timeline';

const HOUR_MS = 3_600_000;
/** Longest time from the analysis of a preliminary number to that of its final, which has another number or none. */
const RERUN_MS = 2 * HOUR_MS;
/** The same if the final takes no number away: it repeats the preliminary one, or there was none. */
const SAME_VALUE_MS = 24 * HOUR_MS;

/** A reported result, and where it belongs. */
export interface Report {
  reported: Pick<ReportedResult, 'umolPerL' | 'status' | 'isTimeOfAnalysis'>;
  sample: Sample;
  sentAtMs: number;
  /** As in the `sources` of a result. */
  source: string;
  /** Id of the result that this very observation made before; undefined if it is new. */
  resentId: string | undefined;
  /** The id that the result would get if it were the first of its identity. */
  baseId: string;
}

/** Returns the ids of the results that a message made before, by the observation as in `sources`. */
export function resultsMadeBy({ results }: Pick<Patient, 'results'>, messageId: string): Map<string, string> {
  const made = new Map<string, string>();
  for (const { id, sources } of results) {
    for (const source of sources) {
      if (source.startsWith(`${messageId}:`) && !made.has(source)) made.set(source, id);
    }
  }
  return made;
}

/** Finds the patient's result that a reported one is about: the one that this very observation made, else by its identity. */
export function findResult({ results }: Patient, report: Report): Result | undefined {
  if (report.resentId !== undefined) return results.find(({ id }) => id === report.resentId);
  return report.sample.order === '' ? findByValue(results, report) : findByOrder(results, report);
}

/** Returns true if the patient has the result that a confirmation is about, whatever became of it. */
export function isConfirmed({ results }: Patient, sample: Sample): boolean {
  const isOfTime = atTimeOf(results, sample).some(
    (result) => (sample.order === '' || result.order === '') && isSameIfKnown(result.code, sample.code),
  );
  return isOfTime || results.some((result) => isSameTest(result, sample));
}

/**
 * Two values at one time are two results, unless the second is a correction or withdrawal and only one result of that
 * test and time can be meant.
 */
function findByValue(results: Timeline, { reported, sample, baseId }: Report): Result | undefined {
  const candidates = atTimeOf(results, sample);
  const same = candidates.filter(({ order, subId }) => order === '' && subId === sample.subId);
  const sameValue = same.find(({ umolPerL }) => umolPerL === reported.umolPerL);
  if (sameValue) return sameValue;
  // The first value may come again after its correction: the result still has the id that was made from it.
  const original = reported.umolPerL !== null && candidates.find(({ id }) => id === baseId);
  if (original) return original;
  if (!CHANGING_STATUSES.has(reported.status)) return undefined;
  // The laboratory's correction does not change what a point-of-care device measured in that minute.
  const ofTest = same.filter(({ code }) => isSameIfKnown(code, sample.code));
  return ofTest.length === 1 ? ofTest[0] : undefined;
}

/** Equal digits with a minute name one instant; a day or hour may have been placed anywhere within it. */
function atTimeOf(results: Timeline, sample: Sample): readonly Result[] {
  const { observedLocal, observedAtMs } = sample;
  if (!isCoarse(sample)) return between(results, observedAtMs, observedAtMs + 1);
  return results.filter(
    (result) => result.observedAtMs === observedAtMs || result.observedLocal === observedLocal,
  );
}

/**
 * An order's results of two times are of two samples, unless the later message corrects its result: then it corrects the
 * time of the nearest one, whichever message arrives first. Times of analysis tell less: see `isSameByAnalysis`.
 */
function findByOrder(results: readonly Result[], report: Report): Result | undefined {
  const { sample, reported, sentAtMs } = report;
  const { isTimeOfAnalysis = false } = reported;
  const ofTest = results.filter((result) => isSameTest(result, sample));
  const sameTime = standing(atTimesOf(ofTest, [sample])).filter((result) => isSameTime(result, sample));
  if (sameTime.length > 0) return nearest(sameTime, sample);
  const mayBeMeant = CORRECTED_STATUSES.has(reported.status)
    ? (result: Result) =>
        supersedes({ status: reported.status, sentAtMs }, result) && !isOfMessage(result, report.source)
    : (result: Result) =>
        (result.sentAtMs > sentAtMs && mayHaveCorrected(result, sample)) ||
        (isTimeOfAnalysis && isSameByAnalysis(result, report));
  if (isTimeOfAnalysis && DELETED_STATUSES.has(reported.status)) {
    const [only, ...others] = standing(ofTest);
    if (only && others.length === 0 && only.sentAtMs <= sentAtMs && !isOfMessage(only, report.source))
      return only;
  }
  // Usually none of an order's many samples is meant.
  return ofTest.some(mayBeMeant) ? nearest(standing(ofTest).filter(mayBeMeant), sample) : undefined;
}

/**
 * Returns true if a preliminary report and the final one, of which one is known and the other reports only its time of analysis,
 * may be of one specimen. Serial samples of one order are hours apart; a specimen is run again sooner, or with the same
 * value. A final without a number may tell of a later sample that never had any.
 */
function isSameByAnalysis(known: Result, { reported, sample, sentAtMs, source }: Report): boolean {
  if (isOfMessage(known, source)) return false;
  const isPreliminary = PRELIMINARY_STATUSES.has(reported.status);
  if (isPreliminary === PRELIMINARY_STATUSES.has(known.status)) return false;
  // A final that was found for its preliminary report has the time of that as the time before.
  if (isPreliminary && known.correctedFrom !== '') return false;
  const sign = isPreliminary ? -1 : 1;
  const laterMs = sign * (sample.observedAtMs - known.observedAtMs);
  const sentLaterMs = sign * (sentAtMs - known.sentAtMs);
  const [preliminary, final] = isPreliminary ? [reported, known] : [known, reported];
  const takesNumberAway = preliminary.umolPerL !== null && preliminary.umolPerL !== final.umolPerL;
  return sentLaterMs >= 0 && laterMs >= 0 && laterMs <= (takesNumberAway ? RERUN_MS : SAME_VALUE_MS);
}

/** Two observations of one message are of two samples: neither corrects the time of the other. */
function isOfMessage({ sources }: Result, source: string): boolean {
  const message = source.slice(0, source.lastIndexOf(':') + 1);
  return [...sources].some((known) => known.startsWith(message));
}

/** Returns true if the result had the sample's time before a correction, or came as a correction of an unknown one. */
function mayHaveCorrected({ status, revision, correctedFrom }: Result, { observedLocal }: Sample): boolean {
  if (correctedFrom === '') return CORRECTED_STATUSES.has(status) && revision === 1;
  return correctedFrom.startsWith(observedLocal) || observedLocal.startsWith(correctedFrom);
}

/** Prefers the same code and specimen, then the least distance in time. */
function nearest(results: readonly Result[], sample: Sample): Result | undefined {
  const distance = ({ code, specimen, observedAtMs }: Result) => [
    Number(code !== sample.code) + Number(specimen !== sample.specimen),
    Math.abs(observedAtMs - sample.observedAtMs),
  ];
  return [...results].sort((a, b) => {
    const [unknownA = 0, msA = 0] = distance(a);
    const [unknownB = 0, msB = 0] = distance(b);
    return unknownA - unknownB || msA - msB;
  })[0];
}
