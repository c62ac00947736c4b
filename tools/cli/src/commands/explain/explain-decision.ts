import { FEATURES } from '@renwatch/aki';
import {
  type AlertProgress,
  type GroundedDecision,
  type RecordedDecision,
  type RecordedGround,
} from '@renwatch/store';
import { formatTable } from '../../command/format-table';
import { creatinineChart } from './creatinine-chart';
import { decisionFacts } from './decision-facts';
import { formatCreatinine, formatUtc } from './format-values';

const FEATURE_DIGITS = 6;

export interface ExplainedResult {
  /** The newest decision on the result. */
  newest: GroundedDecision;
  /** The ones before, oldest first. */
  before: readonly RecordedDecision[];
  /** The alerts of these decisions. */
  alerts: readonly AlertProgress[];
}

/**
 * Explains a decision to a person, most important first: the reason in one sentence, the chart, the numbers, the earlier
 * results and the earlier decisions. `verbose` adds the features of the model.
 */
export function explainDecision(
  { newest, before, alerts }: ExplainedResult,
  { verbose }: { verbose: boolean },
): string[] {
  return [
    `${newest.reason}.`,
    ...chartOf(newest),
    '',
    ...formatTable(decisionFacts(newest, alerts)),
    ...section('Earlier results used', newest.grounds.map(groundRow)),
    ...(before.length > 0 ? section('Decisions on this result', revisionRows([...before, newest])) : []),
    ...(verbose ? section('Features of the model', featureRows(newest)) : []),
  ];
}

function section(title: string, rows: readonly string[][]): string[] {
  const lines = rows.length === 0 ? ['none'] : formatTable(rows);
  return ['', title, ...lines.map((line) => `  ${line}`.trimEnd())];
}

function chartOf({ resultId, observedAt, umolPerL, grounds, baselineUmolPerL }: GroundedDecision): string[] {
  if (umolPerL === null) return [];
  const points = [...grounds, { id: resultId, observedAt, umolPerL }].map((result) => ({
    atMs: Date.parse(result.observedAt),
    umolPerL: Number(result.umolPerL),
    isExplained: result.id === resultId,
  }));
  return ['', ...creatinineChart(points, baselineUmolPerL)];
}

function groundRow(ground: RecordedGround): string[] {
  const { observedAt, umolPerL, comparator, revision } = ground;
  return [
    formatUtc(observedAt),
    `${comparator}${formatCreatinine(Number(umolPerL))}`,
    revision === 1 ? '' : `revision ${revision} of the result`,
  ];
}

/** Marks a revision that came with the one before it, in one message: the sender does not tell two numbers apart. */
function revisionRows(decisions: readonly RecordedDecision[]): string[][] {
  return decisions.map(({ revision, decidedAt, resultRevision, alerted, reason, messageId }, index) => {
    const before = decisions[index - 1];
    const isSecond = before?.messageId === messageId && before.resultRevision !== resultRevision;
    return [
      String(revision),
      formatUtc(decidedAt),
      `revision ${resultRevision} of the result${isSecond ? ', by the same message' : ''}`,
      alerted ? 'alerted' : 'not alerted',
      reason,
    ];
  });
}

function featureRows({ features }: RecordedDecision): string[][] {
  if (features === null) return [];
  // Another version of Renwatch may have recorded other features, whose names this version does not know.
  const isOwn = features.length === FEATURES.length;
  return features.map((value, place) => [
    (isOwn ? FEATURES[place]?.name : undefined) ?? `feature ${place + 1}`,
    String(Number(value.toPrecision(FEATURE_DIGITS))),
  ]);
}
