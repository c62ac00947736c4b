import { verdictOf, type AlertVerdict, type ModelInfo } from '@renwatch/aki';
import { apply } from './apply';
import { type Decision, type RecordedGrounds, type ModelTrace, type ShadowVerdict } from './decision';
import { type ReviewDue } from './events';
import { type Grounds } from './grounds';
import { HistoryView } from './history';
import { resultOf } from './patient';
import { numberOf, patientOf, type State } from './state';
import { explainWithheld } from './withhold';

/** A model's answer for a batch: it covers all reviews that have grounds, or none. */
export type ModelAnswer =
  | { readonly kind: 'off' }
  | { readonly kind: 'failed' }
  | {
      readonly kind: 'answered';
      readonly info: ModelInfo;
      /** By decision id; 0 to 1. */
      readonly probabilities: ReadonlyMap<string, number>;
    };

export interface ModelAnswers {
  readonly model: ModelAnswer;
  /** Recorded beside each decision; it changes none. */
  readonly shadow: ModelAnswer;
}

/**
 * Makes the decisions of a batch, in the order of its reviews. They may be thousands: other work can be done between two.
 * @param state after the whole batch
 * @throws TypeError if the state lacks the patient or result of a review
 */
export function* conclusions(
  state: State,
  reviews: readonly ReviewDue[],
  answers: ModelAnswers,
): Generator<Decision> {
  let current = state;
  for (const review of reviews) {
    const decision = conclusion(review, answers, alertedLevelOf(current, review));
    current = apply(current, { type: 'DecisionMade', decision });
    yield decision;
  }
}

/** The highest level alerted so far for the result, this batch included. */
function alertedLevelOf(state: State, { patient, result }: ReviewDue): number {
  const { patientId } = numberOf(state, patient.key);
  return resultOf(patientOf(state, patientId), result).decision?.alertedLevel ?? 0;
}

function conclusion(review: ReviewDue, { model, shadow }: ModelAnswers, alertedLevel: number): Decision {
  const { result, subject, grounds, message } = review;
  const opinion = opinionOn(review, model);
  const verdict = grounds ? verdictOf(grounds, opinion) : RETRACTION;
  const isDue = review.isNewest && verdict.level > alertedLevel;
  const withheld = isDue ? review.withheld : null;
  return {
    id: review.decisionId,
    resultId: result.id,
    resultRevision: result.revision,
    observedLocal: result.observedLocal,
    observedAtMs: result.observedAtMs,
    patientId: review.patientId,
    patient: review.patient,
    birthDate: subject.birthDate,
    sex: subject.sex,
    revision: review.revision,
    supersedes: review.supersedes,
    because: review.because,
    isNewest: review.isNewest,
    ...(grounds ? recordedGrounds(grounds) : NO_GROUNDS),
    ...(opinion ? traceOf(opinion) : NO_OPINION),
    modelSilence: opinion || !grounds ? null : model.kind === 'off' ? 'off' : 'failed',
    ...verdict,
    reason: `${verdict.reason}${explainWithheld(withheld)}`,
    alerted: isDue && withheld === null,
    withheld,
    shadow: shadowVerdict(review, opinionOn(review, shadow)),
    messageId: message.messageId,
    feed: message.feed,
    receivedAt: message.receivedAt,
  };
}

interface Opinion {
  probability: number;
  info: ModelInfo;
}

function opinionOn({ decisionId }: ReviewDue, answer: ModelAnswer): Opinion | null {
  if (answer.kind !== 'answered') return null;
  const probability = answer.probabilities.get(decisionId);
  return probability === undefined ? null : { probability, info: answer.info };
}

function traceOf({ probability, info }: Opinion): Omit<ModelTrace, 'modelSilence'> {
  const { holdBackThreshold, alertThreshold, version, sha256 } = info;
  return { probability, holdBackThreshold, alertThreshold, modelVersion: version, modelSha256: sha256 };
}

const NO_OPINION: Omit<ModelTrace, 'modelSilence'> = {
  probability: null,
  holdBackThreshold: null,
  alertThreshold: null,
  modelVersion: null,
  modelSha256: null,
};

function shadowVerdict({ grounds }: ReviewDue, opinion: Opinion | null): ShadowVerdict | null {
  if (!opinion || !grounds?.shadowDomain) return null;
  const { probability, info } = opinion;
  const { level, source } = verdictOf({ ...grounds, domain: grounds.shadowDomain }, opinion);
  const { version: modelVersion, sha256: modelSha256 } = info;
  return { modelVersion, modelSha256, probability, inDomain: grounds.shadowDomain.inside, level, source };
}

function recordedGrounds({ outcome, features, domain, history }: Grounds): RecordedGrounds {
  const { stage, criterion, flag, baselineUmolPerL, reference, ratio, assumptions } = outcome;
  return {
    creatinineUmolPerL: outcome.currentUmolPerL,
    ...{ stage, criterion, flag, baselineUmolPerL, reference, ratio, assumptions },
    history,
    features,
    inDomain: domain?.inside ?? null,
    outsideReasons: domain?.reasons ?? [],
  };
}

/** The result was withdrawn after it had been decided. */
const NO_GROUNDS: RecordedGrounds = {
  creatinineUmolPerL: null,
  stage: 0,
  criterion: 'retracted',
  flag: null,
  baselineUmolPerL: null,
  reference: null,
  ratio: null,
  assumptions: [],
  history: HistoryView.empty,
  features: null,
  inDomain: null,
  outsideReasons: [],
};

const RETRACTION: AlertVerdict = { level: 0, source: null, reason: 'The result was withdrawn: no AKI' };
