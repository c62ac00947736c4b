import { FEATURES, type JudgedResult } from '@renwatch/aki';
import { type RecordedDecision } from '@renwatch/store';
import { formatDifferences } from './format-differences';

/** Of a logarithm, the last digits may differ from one version of the JavaScript engine to the next. */
const SAME_FEATURE = 1e-9;

/** What is known of a result before a model speaks, against the record: the rule's outcome and the features. */
export function judgedDifferences(was: RecordedDecision, { outcome, features }: JudgedResult): string[] {
  return formatDifferences([
    ['stage', was.stage, outcome.stage],
    ['criterion', was.criterion, outcome.criterion],
    ['flag', was.flag, outcome.flag],
    ['baseline', was.baselineUmolPerL, outcome.baselineUmolPerL],
    ['reference', was.reference, outcome.reference],
    ['ratio', was.ratio, outcome.ratio],
    ['assumptions', was.assumptions.join(' and '), outcome.assumptions.join(' and ')],
    ...featuresCompared(was.features, features),
  ]);
}

function featuresCompared(
  was: readonly number[] | null,
  now: readonly number[],
): (readonly [string, unknown, unknown])[] {
  if (was === null) return [];
  // Of another list no feature can be told from another.
  if (was.length !== now.length) return [['features', `${was.length} of them`, `${now.length} of them`]];
  return now.flatMap((value, i) => {
    const before = was[i] ?? Number.NaN;
    const same = Math.abs(value - before) <= SAME_FEATURE * Math.max(1, Math.abs(before));
    return same ? [] : [[`feature ${FEATURES[i]?.name ?? i + 1}`, before, value] as const];
  });
}
