import { WINDOW_365D_MS } from '@renwatch/aki';
import { type ReviewsOmitted } from './events';
import { isNewest, type Patient } from './patient';
import { type LiveResult, type Result } from './result';
import { type DueResult } from './reviews';
import { indexAfter, indexAt } from './timeline';

/** Bounds of the work that one patient can cause. Far more than any patient needs; a number that stands for many reaches them. */
export interface DecisionLimits {
  /** Results of one patient within 365 days before or after another. */
  readonly results: number;
  /** Revisions of one result; it can always be withdrawn. */
  readonly revisions: number;
  /** Results decided again because an earlier one changed. If more would be, only the latest few are. */
  readonly laterResults: number;
  readonly latestOfMore: number;
  /** Results decided again because of one message, apart from the patient's newest. */
  readonly reviewsAMessage: number;
}

export const DEFAULT_LIMITS: DecisionLimits = {
  // More than eight a day for a year.
  results: 3_000,
  revisions: 100,
  laterResults: 100,
  latestOfMore: 10,
  reviewsAMessage: 1_000,
};

/** Returns true if the patient has as many results within 365 days of this one as any may have. */
export function isFull(
  { results }: Patient,
  { observedAtMs }: Pick<Result, 'observedAtMs'>,
  limit: number,
): boolean {
  const from = indexAt(results, observedAtMs - WINDOW_365D_MS);
  return indexAfter(results, observedAtMs + WINDOW_365D_MS) - from >= limit;
}

/** Counts the results that one message still may cause to be decided again. */
export class ReviewBudget {
  private left: number;

  constructor(private readonly limits: DecisionLimits) {
    this.left = limits.reviewsAMessage;
  }

  /**
   * Returns the results to decide after a change, in their order. The changed result, those it uncovers and the patient's
   * newest are always decided, so that leaving others out changes no page: alerts are raised for the newest only.
   */
  afterChange(due: readonly DueResult[], newest: LiveResult | undefined): readonly DueResult[] {
    const { laterResults, latestOfMore } = this.limits;
    return this.latest(due, newest, (count) => {
      const most = Math.min(this.left, laterResults);
      return count <= most ? count : Math.min(this.left, latestOfMore);
    });
  }

  /** Returns the results to decide after a merge: all that the message still may cause, and the patient's newest. */
  afterMerge(due: readonly DueResult[], newest: LiveResult | undefined): readonly DueResult[] {
    return this.latest(due, newest, () => this.left);
  }

  private latest(
    due: readonly DueResult[],
    newest: LiveResult | undefined,
    mostOf: (count: number) => number,
  ): readonly DueResult[] {
    const mayWait = ({ result, because }: DueResult) =>
      (because === 'history-changed' || because === 'merged') && !isNewest(newest, result);
    const waiting = due.filter(mayWait);
    const kept = Math.min(waiting.length, mostOf(waiting.length));
    this.left -= kept;
    if (kept === waiting.length) return due;
    const omitted = new Set(waiting.slice(0, waiting.length - kept));
    return due.filter((result) => !omitted.has(result));
  }
}

/** Returns the event that counts what a budget left out; none if that is nothing. */
export function omittedReviews(
  due: readonly DueResult[],
  kept: readonly DueResult[],
  by: Pick<ReviewsOmitted, 'patientId' | 'message'>,
): ReviewsOmitted[] {
  const count = due.length - kept.length;
  return count === 0 ? [] : [{ type: 'ReviewsOmitted', count, ...by }];
}
