import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type Sex } from '../creatinine/decision-subject';
import { valuesBeyond, valuesWithin, WINDOW_48H_MS, WINDOW_7D_MS } from '../rule/history-window';

export interface FeatureInput {
  readonly current: CreatinineResult;
  /** The result of `usableHistory`. */
  readonly history: readonly CreatinineResult[];
  readonly ageYears: number | null;
  readonly sex: Sex;
}

/** Facts that several features share: logarithms of the values by window, because a ratio is a difference of them. */
export interface HistoryFacts extends FeatureInput {
  readonly logCurrent: number;
  readonly logs: readonly number[];
  readonly within48h: readonly number[];
  readonly within7d: readonly number[];
  readonly beyond7d: readonly number[];
  /** Mean of the logarithms at the latest earlier moment, so that two results of one minute count equally. */
  readonly logPrevious: number | null;
  readonly sincePreviousMs: number | null;
}

export function historyFacts(input: FeatureInput): HistoryFacts {
  const { current, history } = input;
  const latestMs = history.at(-1)?.observedAtMs;
  const latest = history
    .filter((result) => result.observedAtMs === latestMs)
    .map((result) => result.umolPerL);
  return {
    ...input,
    logCurrent: Math.log(current.umolPerL),
    logs: history.map((result) => Math.log(result.umolPerL)),
    within48h: valuesWithin(current, history, WINDOW_48H_MS).map(Math.log),
    within7d: valuesWithin(current, history, WINDOW_7D_MS).map(Math.log),
    beyond7d: valuesBeyond(current, history, WINDOW_7D_MS).map(Math.log),
    logPrevious: latestMs === undefined ? null : meanOf(latest.map(Math.log)),
    sincePreviousMs: latestMs === undefined ? null : current.observedAtMs - latestMs,
  };
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
