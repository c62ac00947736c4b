import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type Sex } from '../creatinine/decision-subject';
import { firstWithin, WINDOW_48H_MS, WINDOW_7D_MS } from '../rule/history-window';
import { LogWindow } from './log-window';

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
  /** The whole history, at most 365 days. */
  readonly logs: LogWindow;
  readonly within48h: LogWindow;
  readonly within7d: LogWindow;
  readonly beyond7d: LogWindow;
  /** Mean of the logarithms at the latest earlier moment, so that two results of one minute count equally. */
  readonly logPrevious: number | null;
  readonly sincePreviousMs: number | null;
}

export function historyFacts(input: FeatureInput): HistoryFacts {
  const { current, history } = input;
  const latestMs = history.at(-1)?.observedAtMs;
  const logs: number[] = [];
  for (const { umolPerL } of history) logs.push(Math.log(umolPerL));
  const from48h = firstWithin(current, history, WINDOW_48H_MS);
  const from7d = firstWithin(current, history, WINDOW_7D_MS);
  const fromLatest = history.findLastIndex((result) => result.observedAtMs !== latestMs) + 1;
  return {
    ...input,
    logCurrent: Math.log(current.umolPerL),
    logs: new LogWindow(logs),
    within48h: new LogWindow(logs, from48h),
    within7d: new LogWindow(logs, from7d),
    beyond7d: new LogWindow(logs, 0, from7d),
    logPrevious: new LogWindow(logs, fromLatest).mean,
    sincePreviousMs: latestMs === undefined ? null : current.observedAtMs - latestMs,
  };
}
