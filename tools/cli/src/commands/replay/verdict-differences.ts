import { type AkiModel, type JudgedResult, verdictOf } from '@renwatch/aki';
import { explainWithheld, WITHHELD_REASONS } from '@renwatch/decisions';
import { type RecordedDecision } from '@renwatch/store';
import { type Compared, formatDifferences } from './format-differences';

/** Tolerates a difference in the last of six decimals. */
const SAME_PROBABILITY = 1e-6 + 1e-9;

/** Compares the verdict on a judged result with the record. */
export function verdictDifferences(
  recorded: RecordedDecision,
  again: {
    judged: JudgedResult;
    model: AkiModel | null;
    probability: number | null;
    comparesVerdict: boolean;
    comparesSentence: boolean;
  },
): string[] {
  const { judged, model, probability, comparesVerdict, comparesSentence } = again;
  const verdictBy = (value: number | null) =>
    verdictOf(judged, model && value !== null ? { probability: value, info: model.info } : null);
  const verdict = verdictBy(probability);
  const sameProbabilities = sameProbability(recorded.probability, probability);
  const decided: Compared[] = [
    ['level', recorded.level, verdict.level],
    ['source', recorded.source, verdict.source],
    ['alerted', recorded.alerted, alerts(recorded, verdict.level)],
    // A model that failed had a domain, but gave no probability.
    ...(model && recorded.inDomain !== null
      ? [['in domain', recorded.inDomain, judged.domain?.inside] as const]
      : []),
    ...(sameProbabilities ? [] : [['probability', recorded.probability, probability] as const]),
  ];
  // From the recorded probability, because a different last decimal can round the percentage differently.
  const sentence = sameProbabilities ? verdictBy(recorded.probability).reason : verdict.reason;
  return formatDifferences([
    ...(comparesVerdict ? decided : []),
    ...(comparesSentence ? [['sentence', recorded.reason, sentence + withheldWords(recorded)] as const] : []),
  ]);
}

/**
 * True if the level would alert: it is above earlier alerts of the result, and the result was the latest of the patient.
 * The record does not say which result was the latest. One that alerted recorded, and one that still is the last recorded.
 */
function alerts({ alerted, alertedBefore, isLast, withheld }: RecordedDecision, level: number): boolean {
  return withheld === null && level > alertedBefore && (alerted || isLast);
}

/** An alert that was withheld when it was recorded stays so: limits and deaths are not recorded apart. */
function withheldWords({ withheld }: RecordedDecision): string {
  return explainWithheld(WITHHELD_REASONS.find((reason) => reason === withheld) ?? null);
}

function sameProbability(before: number | null, now: number | null): boolean {
  if (before === null || now === null) return before === now;
  return Math.abs(before - now) <= SAME_PROBABILITY;
}
