import { type ReportedResult, WITHDRAWN_STATUSES } from '@renwatch/decisions';
import { type Hl7MessageRecord } from '@renwatch/events';
import { type CreatinineCode, findCreatinineCode } from './creatinine-code';
import { type Ignored, type IgnoredReason } from './ignored';
import { readResult } from './read-result';
import { type Refusal, type RefusalReason } from './refusal';

export interface ReadResultsOptions {
  /** The codes that mean serum creatinine. */
  codes: readonly CreatinineCode[];
  /** ISO instant of the message. */
  sentAt: string;
}

export interface ReadResults {
  /** In order of time. */
  results: ReportedResult[];
  /** At most one for each reason. */
  refusals: Refusal[];
  /** At most one for each reason. */
  ignored: Ignored[];
}

/** Reads the creatinine observations of a message. */
export function readResults(
  { observations, patient }: Hl7MessageRecord,
  { codes, sentAt }: ReadResultsOptions,
): ReadResults {
  const results: ReportedResult[] = [];
  const refusals = new Map<RefusalReason, Refusal>();
  const ignored = new Map<IgnoredReason, number>();
  for (const [index, observation] of observations.entries()) {
    const code = findCreatinineCode(codes, observation);
    if (!code) continue;
    const read = readResult(observation, { index, code, sentAt, hasPatient: patient !== null });
    if (read.result) results.push(read.result);
    if (read.ignored) ignored.set(read.ignored, (ignored.get(read.ignored) ?? 0) + 1);
    if (!read.refusal) continue;
    const { reason, detail } = read.refusal;
    const first = refusals.get(reason) ?? { reason, detail, observation: index, values: 0 };
    refusals.set(reason, { ...first, values: first.values + 1 });
  }
  return {
    results: withoutComments(results).sort(byTime),
    refusals: [...refusals.values()],
    ignored: [...ignored].map(([reason, values]) => ({ reason, values })),
  };
}

/** Drops texts beside a number of the same result: a comment under its code must not withdraw it. */
function withoutComments(results: readonly ReportedResult[]): ReportedResult[] {
  const keyOf = ({ order, code, subId, observedAt }: ReportedResult) =>
    JSON.stringify([order, code, subId, observedAt.instant]);
  const numbered = new Set(results.filter(({ umolPerL }) => umolPerL !== null).map(keyOf));
  return results.filter(
    (result) =>
      result.umolPerL !== null || WITHDRAWN_STATUSES.has(result.status) || !numbered.has(keyOf(result)),
  );
}

/** A cumulative report may come newest first; sorted by time, none of its results is decided twice. */
const byTime = (a: ReportedResult, b: ReportedResult): number =>
  Date.parse(a.observedAt.instant) - Date.parse(b.observedAt.instant);
