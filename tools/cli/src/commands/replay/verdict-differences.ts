import { type AkiModel, type JudgedResult, verdictOf } from '@renwatch/aki';
import { type RecordedDecision } from '@renwatch/store';
import { type Compared, formatDifferences } from './format-differences';

/** Room for the last of six decimals. */
const SAME_PROBABILITY = 1e-6 + 1e-9;

/** What was decided of a judged result, against the record. */
export function verdictDifferences(
  was: RecordedDecision,
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
  const sameSaid = sameProbability(was.probability, probability);
  const decided: Compared[] = [
    ['level', was.level, verdict.level],
    ['source', was.source, verdict.source],
    ['alerted', was.alerted, alerts(was, verdict.level)],
    // A model that failed had a domain, though it said nothing.
    ...(model && was.inDomain !== null ? [['in domain', was.inDomain, judged.domain?.inside] as const] : []),
    ...(sameSaid ? [] : [['probability', was.probability, probability] as const]),
  ];
  // Of the probability as recorded: its last decimal, which may differ, may round the sentence's percentage otherwise.
  const sentence = sameSaid ? verdictBy(was.probability).reason : verdict.reason;
  return formatDifferences([
    ...(comparesVerdict ? decided : []),
    ...(comparesSentence ? [['sentence', was.reason, sentence] as const] : []),
  ]);
}

/**
 * Whether the level would alert: above what the result was alerted of before, and of the patient's newest result. Which
 * one that was is not recorded. So what did alert was the newest, and so was what still is the last; the others may have
 * been silent for that.
 */
function alerts({ alerted, alertedBefore, isLast }: RecordedDecision, level: number): boolean {
  return level > alertedBefore && (alerted || isLast);
}

function sameProbability(before: number | null, now: number | null): boolean {
  if (before === null || now === null) return before === now;
  return Math.abs(before - now) <= SAME_PROBABILITY;
}
