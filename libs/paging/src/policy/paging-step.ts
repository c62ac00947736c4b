import { type Stage } from '@renwatch/aki';
import { type HeldReason, judgeResult, type NewsReason, type StandingPage } from './judge-result';
import {
  byTime,
  type PagingDecision,
  type PastPage,
  type PatientPaging,
  type StandingResult,
  withDecision,
} from './patient-paging';

/** An outcome of a decision. */
export type PagingNotice =
  | {
      readonly kind: 'page';
      readonly reason: NewsReason;
      readonly resultId: string;
      readonly level: Stage;
      /** The page before in the episode; null if there was none. */
      readonly last: StandingPage | null;
    }
  | {
      readonly kind: 'retract';
      readonly reason: 'retracted';
      readonly resultId: string;
      readonly page: PastPage;
    }
  | { readonly kind: 'hold'; readonly reason: HeldReason; readonly resultId: string; readonly level: Stage };

/**
 * Applies a decision. Its notices are, in this order: pages to retract because their result no longer shows AKI; then a page
 * or the reason for none, for the patient's newest result. That is the result decided if it raised an alert. It is another
 * if a correction took away the page that spoke for it.
 *
 * The borders of batches change nothing: the state has all that counts.
 */
export function pagingStep(
  state: PatientPaging,
  decision: PagingDecision,
): { state: PatientPaging; notices: PagingNotice[] } {
  const results = withDecision(state.results, decision);
  const retracted = retractions(state.pages, decision);
  const pages = state.pages.map((page) =>
    retracted.length > 0 && page.resultId === decision.resultId ? { ...page, isRetracted: true } : page,
  );
  const current = { results, pages };
  const notice = newestNotice(current, decision);
  if (!notice) return { state: current, notices: retracted };
  return { state: withPage(current, notice, decision), notices: [...retracted, notice] };
}

/** The newest page only: the earlier ones of a result were followed by it. */
function retractions(pages: readonly PastPage[], { resultId, level }: PagingDecision): PagingNotice[] {
  if (level > 0) return [];
  const page = pages.filter((past) => past.resultId === resultId && !past.isRetracted).at(-1);
  return page ? [{ kind: 'retract', reason: 'retracted', resultId, page }] : [];
}

function newestNotice(state: PatientPaging, { resultId, alerted }: PagingDecision): PagingNotice | null {
  const result = alerted
    ? state.results.find((known) => known.resultId === resultId)
    : newestLive(state.results);
  if (!result) return null;
  const level = Math.min(result.level, result.alertedLevel) as Stage;
  if (level === 0 || isPaged(state.pages, result, level)) return null;
  const verdict = judgeResult(state, result.resultId, level);
  const about = { resultId: result.resultId, level };
  if (!verdict.pages) return alerted ? { kind: 'hold', reason: verdict.reason, ...about } : null;
  return { kind: 'page', reason: verdict.reason, ...about, last: verdict.last };
}

function newestLive(results: readonly StandingResult[]): StandingResult | undefined {
  return results
    .filter(({ umolPerL }) => umolPerL !== null)
    .sort(byTime)
    .at(-1);
}

function isPaged(pages: readonly PastPage[], { resultId }: StandingResult, level: Stage): boolean {
  return pages.some((page) => page.resultId === resultId && !page.isRetracted && page.level >= level);
}

function withPage(
  state: PatientPaging,
  notice: PagingNotice,
  { decidedAtMs }: PagingDecision,
): PatientPaging {
  if (notice.kind !== 'page') return state;
  const { resultId, reason, level } = notice;
  const umolPerL = state.results.find((result) => result.resultId === resultId)?.umolPerL ?? 0;
  const page = { resultId, reason, level, umolPerL, sentAtMs: decidedAtMs, isRetracted: false };
  return { ...state, pages: [...state.pages, page] };
}
