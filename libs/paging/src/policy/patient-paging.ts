import { type Stage } from '@renwatch/aki';
import { type PageReason } from '@renwatch/events';

/** A decision about a result, as far as the paging policy reads it. */
export interface PagingDecision {
  readonly resultId: string;
  readonly observedAtMs: number;
  /** 0: no AKI, held back by the model, or withdrawn. */
  readonly level: Stage;
  /** Null if the result was withdrawn. */
  readonly umolPerL: number | null;
  readonly baselineUmolPerL: number | null;
  /** True if the decision raised an alert: `every-result` pages it. */
  readonly alerted: boolean;
  readonly decidedAtMs: number;
}

/** A result as its newest decision stands. */
export interface StandingResult extends Pick<
  PagingDecision,
  'resultId' | 'observedAtMs' | 'level' | 'umolPerL' | 'baselineUmolPerL'
> {
  /** Highest level of its alerts; 0 if it raised none, because it was not the newest, or was withheld. */
  readonly alertedLevel: Stage;
}

/** A page that the policy sent. */
export interface PastPage {
  readonly resultId: string;
  readonly reason: Exclude<PageReason, 'retracted'>;
  readonly level: Stage;
  readonly umolPerL: number;
  readonly sentAtMs: number;
  /** True if its recipients were told that it no longer stands. */
  readonly isRetracted: boolean;
}

/** Everything that the policy knows about a patient: it depends on no order of arrival, and can be read from rows. */
export interface PatientPaging {
  readonly results: readonly StandingResult[];
  /** In the order in which they were sent. */
  readonly pages: readonly PastPage[];
}

export const NO_PAGING: PatientPaging = { results: [], pages: [] };

/** Joins the numbers of one patient after a merge. */
export function joinPaging(first: PatientPaging, second: PatientPaging): PatientPaging {
  return {
    results: [...first.results, ...second.results],
    pages: [...first.pages, ...second.pages].sort((a, b) => a.sentAtMs - b.sentAtMs),
  };
}

/** Replaces what is known about a result. */
export function withDecision(results: readonly StandingResult[], decision: PagingDecision): StandingResult[] {
  const { resultId, observedAtMs, level, umolPerL, baselineUmolPerL, alerted } = decision;
  const before = results.find((result) => result.resultId === resultId);
  const alertedLevel = Math.max(before?.alertedLevel ?? 0, alerted ? level : 0) as Stage;
  return [
    ...results.filter((result) => result.resultId !== resultId),
    { resultId, observedAtMs, level, umolPerL, baselineUmolPerL, alertedLevel },
  ];
}

/** Deterministic order by time: of results of one time, the lower id is the earlier. */
export function byTime(a: StandingResult, b: StandingResult): number {
  return a.observedAtMs - b.observedAtMs || (a.resultId < b.resultId ? -1 : 1);
}
