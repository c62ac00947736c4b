/*
 * Paging is pure: `policy` chooses what is paged by episodes, and `content` puts a page into words; `comparison` counts the pages of both policies. It sends nothing, and
 * knows no clock. To see why a result is paged or held back, read policy/judge-result.ts.
 */
export { countPages, noPages, pageCountRows, type PageCounts } from './comparison/count-pages';
export { makePage, type PageFacts } from './content/make-page';
export { renderHtml } from './content/render-html';
export { renderText } from './content/render-text';
export { type Episode, episodesOf } from './policy/episodes';
export { HELD_REASONS, type HeldReason, type NewsReason, type StandingPage } from './policy/judge-result';
export { PAGING_POLICY_VERSION, pagingSha256 } from './policy/paging-sha256';
export { type PagingNotice, pagingStep } from './policy/paging-step';
export {
  joinPaging,
  NO_PAGING,
  type PagingDecision,
  type PastPage,
  type PatientPaging,
  type StandingResult,
} from './policy/patient-paging';
export { dueReminder, type Reminder } from './policy/reminder';
