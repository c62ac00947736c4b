import { type Stage } from '@renwatch/aki';
import { type PageReason } from '@renwatch/events';
import { type Episode, episodesOf, hasRecovered } from './episodes';
import { byTime, type PastPage, type PatientPaging, type StandingResult } from './patient-paging';

/** A creatinine so many times that of the last page is news, whatever its stage. */
const WORSE_RATIO = 1.5;

/** Why a result is not paged: the last page of its episode says as much (`same-stage`), or more (`lower-stage`). */
export const HELD_REASONS = ['same-stage', 'lower-stage'] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

/** Why a result is paged. */
export type NewsReason = Exclude<PageReason, 'retracted' | 'unanswered'>;

export type PagingVerdict =
  | { readonly pages: true; readonly reason: NewsReason; readonly last: StandingPage | null }
  | { readonly pages: false; readonly reason: HeldReason; readonly last: StandingPage };

/** A page whose result still has a level. */
export interface StandingPage extends PastPage {
  readonly result: StandingResult;
  /** At most the level of the page, and of its result now: a lower correction was not told. */
  readonly standingLevel: Stage;
}

/**
 * Decides if a result with AKI is paged. It is for the first alert of its episode, for a level above that of the last page,
 * for AKI that rises again after an improvement since the last page, and for a creatinine far above that of the last page.
 * The verdict depends on the facts about the patient only, and on no order in which they came.
 *
 * @param level to page at: that of the result, as far as it was alerted
 * @throws TypeError if the patient has no such result with a level
 */
export function judgeResult(
  { results, pages }: PatientPaging,
  resultId: string,
  level: Stage,
): PagingVerdict {
  const { episode, place } = placeOf(results, resultId);
  const standing = standingPages(pages, episode.results.slice(0, place + 1));
  const last = standing.at(-1) ?? null;
  if (last === null) return { pages: true, reason: 'first', last };
  if (level > last.standingLevel) return { pages: true, reason: 'rise', last };

  const lastPlace = episode.results.indexOf(last.result);
  const between = episode.results.slice(lastPlace + 1, place);
  const improved = between.some((result) => isImprovement(result, { level, last, episode }));
  if (improved) return { pages: true, reason: 'relapse', last };

  const umolPerL = episode.results[place]?.umolPerL ?? 0;
  if (umolPerL >= WORSE_RATIO * last.umolPerL) return { pages: true, reason: 'worse', last };
  return { pages: false, reason: level < last.standingLevel ? 'lower-stage' : 'same-stage', last };
}

/** The last page of a patient that stands, and its place among the patient's facts; null if there is none. */
export function lastStandingPage({ results, pages }: PatientPaging): StandingPage | null {
  return standingPages(pages, [...results].sort(byTime)).at(-1) ?? null;
}

function placeOf(results: readonly StandingResult[], resultId: string): { episode: Episode; place: number } {
  for (const episode of episodesOf(results)) {
    const place = episode.results.findIndex((result) => result.resultId === resultId);
    if (place >= 0) return { episode, place };
  }
  throw new TypeError('the result is in no episode');
}

/** Pages in order of their results' times, then of sending. */
function standingPages(pages: readonly PastPage[], results: readonly StandingResult[]): StandingPage[] {
  return results.flatMap((result) =>
    pages
      .filter(({ resultId, isRetracted }) => resultId === result.resultId && !isRetracted && result.level > 0)
      .map((page) => ({ ...page, result, standingLevel: Math.min(page.level, result.level) as Stage })),
  );
}

/**
 * Returns true for a result that shows an improvement between the last page and the result that is judged: a lower stage than
 * both, or near the baseline, or no AKI after stage 2 or 3. A creatinine that swings about the limit of stage 1 is none.
 */
function isImprovement(
  result: StandingResult,
  { level, last, episode }: { level: Stage; last: StandingPage; episode: Episode },
): boolean {
  if (result.level > 0) return result.level < level;
  return hasRecovered(result, episode) || last.standingLevel >= 2;
}
