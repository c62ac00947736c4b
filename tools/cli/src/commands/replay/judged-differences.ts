import { FEATURES, type JudgedResult } from '@renwatch/aki';
import { type RecordedDecision } from '@renwatch/store';
import { formatDifferences } from './format-differences';

/** The last digits of a logarithm may differ between versions of the JavaScript engine. */
const SAME_FEATURE = 1e-9;

/** Compares with the record what is known before the model is used: the outcome of the rule, and the features. */
export function judgedDifferences(recorded: RecordedDecision, { outcome, features }: JudgedResult): string[] {
  return formatDifferences([
    ['stage', recorded.stage, outcome.stage],
    ['criterion', recorded.criterion, outcome.criterion],
    ['flag', recorded.flag, outcome.flag],
    ['baseline', recorded.baselineUmolPerL, outcome.baselineUmolPerL],
    ['reference', recorded.reference, outcome.reference],
    ['ratio', recorded.ratio, outcome.ratio],
    ['assumptions', recorded.assumptions.join(' and '), outcome.assumptions.join(' and ')],
    ...featuresCompared(recorded.features, features),
  ]);
}

function featuresCompared(
  recorded: readonly number[] | null,
  now: readonly number[],
): (readonly [string, unknown, unknown])[] {
  if (recorded === null) return [];
  // Features of another list have no common names.
  if (recorded.length !== now.length)
    return [['features', `${recorded.length} of them`, `${now.length} of them`]];
  return now.flatMap((value, i) => {
    const before = recorded[i] ?? Number.NaN;
    const same = Math.abs(value - before) <= SAME_FEATURE * Math.max(1, Math.abs(before));
    return same ? [] : [[`feature ${FEATURES[i]?.name ?? i + 1}`, before, value] as const];
  });
}
