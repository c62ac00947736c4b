import { type Stage } from '@renwatch/aki';
import { episodesOf } from './episodes';
import { lastStandingPage } from './judge-result';
import { type PatientPaging } from './patient-paging';

const MINUTE_MS = 60_000;

/** A page to send again because nobody answered it. */
export interface Reminder {
  readonly reason: 'unanswered';
  readonly resultId: string;
  readonly level: Stage;
  readonly unansweredMinutes: number;
}

/**
 * Returns the reminder that is due for a patient; null if there is none. The last page that stands must be answered within
 * the limit, unless its episode has ended. A reminder that was sent is the last page, so the next is due a limit later.
 *
 * @param answeredAtMs time of the last answer about the patient; null if there was none
 */
export function dueReminder(
  state: PatientPaging,
  { answeredAtMs, nowMs, limitMs }: { answeredAtMs: number | null; nowMs: number; limitMs: number },
): Reminder | null {
  const last = lastStandingPage(state);
  if (!last || nowMs - last.sentAtMs < limitMs) return null;
  if (answeredAtMs !== null && answeredAtMs >= last.sentAtMs) return null;
  const episode = episodesOf(state.results).at(-1);
  const isOpen = episode?.isOpen === true && episode.results.includes(last.result);
  if (!isOpen) return null;
  const first = state.pages.find(({ resultId, isRetracted, reason, sentAtMs }) => {
    const isSame = resultId === last.resultId && !isRetracted && reason !== 'unanswered';
    return isSame && (answeredAtMs === null || sentAtMs > answeredAtMs);
  });
  const sinceMs = first?.sentAtMs ?? last.sentAtMs;
  const unansweredMinutes = Math.max(1, Math.floor((nowMs - sinceMs) / MINUTE_MS));
  return { reason: 'unanswered', resultId: last.resultId, level: last.standingLevel, unansweredMinutes };
}
