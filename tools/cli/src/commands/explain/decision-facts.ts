import { ageYears, WINDOW_7D_MS, WINDOW_365D_MS } from '@renwatch/aki';
import { parseTraceparent } from '@renwatch/runtime';
import { type AlertProgress, type GroundedDecision, type RecordedDecision } from '@renwatch/store';
import { pagedFacts } from './alert-facts';
import {
  formatCreatinine,
  formatHash,
  formatObserved,
  formatPercent,
  formatRatio,
  formatUtc,
} from './format-values';

/** The numbers that a clinician reads, in that order, then those that a safety review needs. */
export function decisionFacts(decision: GroundedDecision, alerts: readonly AlertProgress[]): string[][] {
  const { ratio, policyVersion, policySha256, messageId, feed, receivedAt, decidedAt } = decision;
  return [
    ['Patient', patientFacts(decision)],
    ['Creatinine', creatinineFacts(decision)],
    ['Baseline', baselineFacts(decision)],
    ['Ratio', ratio === null ? 'none' : `${formatRatio(ratio)} × the baseline`],
    ['Stage', `${decision.stage}, ${criterionWords(decision.criterion)}`],
    ['Alert', alertFacts(decision)],
    ['Paged', pagedFacts(decision, alerts)],
    [
      'Decided',
      `${formatUtc(decidedAt)}, revision ${decision.revision} of the decision${causeWords(decision)}`,
    ],
    ['Rule', `${decision.rule} ${decision.ruleVersion} (${formatHash(decision.ruleSha256)})`],
    ['Model', modelFacts(decision)],
    ['Policy', `${policyVersion || 'not recorded'} (${formatHash(policySha256)})`],
    ['Message', `${messageId} from feed ${feed}, received ${formatUtc(receivedAt)}`],
    ['Decision', idFacts(decision)],
    ...traceFacts(decision),
  ];
}

function patientFacts(decision: RecordedDecision): string {
  const { mrn, authority, birthDate, sex, observedAt, assumptions } = decision;
  const age = ageYears({ birthDate }, Date.parse(observedAt));
  const born = birthDate === null ? 'birth date unknown' : `born ${birthDate}`;
  const years = age === null ? '' : ` (${age} years)`;
  const assumed = assumptions.length === 0 ? '' : '; judged as an adult, because age or sex is unknown';
  return `${mrn} (${authority}), ${born}${years}, sex ${sex === 'U' ? 'unknown' : sex}${assumed}`;
}

function creatinineFacts(decision: RecordedDecision): string {
  const { umolPerL, comparator, order, resultRevision } = decision;
  const value = umolPerL === null ? 'no value' : `${comparator}${formatCreatinine(Number(umolPerL))}`;
  const orderText = order === '' ? '' : `, order ${order}`;
  const corrected = resultRevision > 1 ? `, revision ${resultRevision} of the result` : '';
  return `${value}, ${formatObserved(decision)}${orderText}${corrected}`;
}

function baselineFacts({ baselineUmolPerL, reference, grounds, observedAt }: GroundedDecision): string {
  if (baselineUmolPerL === null) return 'none: no earlier result to compare with';
  return `${formatCreatinine(baselineUmolPerL)}, ${referenceWords(reference, grounds, observedAt, baselineUmolPerL)}`;
}

function referenceWords(
  reference: string | null,
  grounds: GroundedDecision['grounds'],
  observedAt: string,
  baselineUmolPerL: number,
): string {
  const ageMs = (at: string) => Date.parse(observedAt) - Date.parse(at);
  const source = grounds.find(({ umolPerL }) => Number(umolPerL) === baselineUmolPerL);
  const when = source ? `, measured ${formatUtc(source.observedAt)}` : '';
  switch (reference) {
    case 'lowest-48h':
      return `the lowest of the last 48 hours${when}`;
    case 'lowest-7d':
      return `the lowest of the last 7 days${when}`;
    case 'median-365d': {
      const count = grounds.filter(
        ({ observedAt: at }) => ageMs(at) > WINDOW_7D_MS && ageMs(at) <= WINDOW_365D_MS,
      ).length;
      return `the median of the last 8 to 365 days (${count === 1 ? '1 result' : `${count} results`})`;
    }
    default:
      return reference ?? 'found in a way that is not recorded';
  }
}

function criterionWords(criterion: string): string {
  switch (criterion) {
    case 'no-history':
      return 'no earlier result';
    case 'no-recent-history':
      return 'no result in the last 7 days';
    case 'ratio-7d':
      return 'by the ratio to the lowest of the last 7 days';
    case 'ratio-365d':
      return 'by the ratio to the median of the last 8 to 365 days';
    case 'rise-48h':
      return 'by the rise within 48 hours';
    case 'absolute-354':
      return 'by a creatinine above 354 µmol/L';
    case 'absolute-353.6':
      return 'by a creatinine of at least 353.6 µmol/L';
    case 'paediatric-3x-limit':
      return 'by a creatinine above three times the limit for the age';
    case 'none':
      return 'no criterion is met';
    default:
      return `by ${criterion}`;
  }
}

function alertFacts({ level, source, stage, probability, inDomain }: RecordedDecision): string {
  if (level > 0) return `level ${level}, from the ${source ?? 'rule'}`;
  const isHeldBack = stage === 1 && probability !== null && inDomain === true;
  return isHeldBack ? 'none: held back by the model' : 'none';
}

function modelFacts(decision: RecordedDecision): string {
  const { probability, modelVersion, modelSha256, holdBackThreshold, alertThreshold, inDomain } = decision;
  if (probability === null || modelVersion === null)
    return `${silenceWords(decision)}; the rule decided alone`;
  const own =
    alertThreshold === null || alertThreshold > 1 ? 'never' : `from ${formatPercent(alertThreshold)}`;
  return [
    `${modelVersion} (${formatHash(modelSha256)})`,
    `probability ${formatPercent(probability)}`,
    `holds back a stage 1 below ${formatPercent(holdBackThreshold ?? 0)}`,
    `alerts on its own: ${own}`,
    ...(inDomain === false ? ['outside its training domain, so the rule decided alone'] : []),
  ].join('; ');
}

function silenceWords({ modelSilence }: RecordedDecision): string {
  switch (modelSilence) {
    case 'off':
      return 'switched off';
    case 'failed':
      return 'failed';
    case null:
      return 'not used';
    default:
      return modelSilence satisfies never;
  }
}

function causeWords({ because }: RecordedDecision): string {
  switch (because) {
    case 'new':
      return ', because the result was new';
    case 'revised':
      return ', because the result got another value or status';
    case 'withdrawn':
      return ', because the result was withdrawn';
    case 'history-changed':
      return ', because an earlier result arrived or changed';
    case 'uncovered':
      return ', because a later result no longer counts';
    case 'merged':
      return ', because the patient was merged with another';
    case null:
      return '';
    default:
      return because satisfies never;
  }
}

function idFacts({ id, supersedes }: RecordedDecision): string {
  return supersedes === null ? id : `${id}, supersedes ${supersedes}`;
}

/** Leaves out a trace that was not sampled: no collector has it. */
function traceFacts({ traceparent }: RecordedDecision): string[][] {
  const trace = traceparent === null ? undefined : parseTraceparent(traceparent);
  return trace?.isSampled ? [['Trace', trace.traceId]] : [];
}
