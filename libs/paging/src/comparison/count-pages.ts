import { type HeldReason, type NewsReason } from '../policy/judge-result';
import { PAGING_POLICY_VERSION, pagingSha256 } from '../policy/paging-sha256';
import { pagingStep } from '../policy/paging-step';
import { NO_PAGING, type PagingDecision } from '../policy/patient-paging';
import { firstsAndRises } from './firsts-and-rises';

/** Pages that both policies send for the same decisions. */
export interface PageCounts {
  /** Patients with an alert. */
  patients: number;
  /** Pages of `every-result`: one for each alert. */
  alerts: number;
  paged: Record<NewsReason, number>;
  held: Record<HeldReason, number>;
  retracted: number;
  /** First alerts and rises in stage, counted without the policy. */
  due: number;
  /** First alerts and rises that the policy did not page. */
  missed: PagingDecision[];
}

export const noPages = (): PageCounts => ({
  ...{ patients: 0, alerts: 0, retracted: 0, due: 0, missed: [] },
  paged: { first: 0, rise: 0, worse: 0, relapse: 0 },
  held: { 'same-stage': 0, 'lower-stage': 0 },
});

/** Adds the pages about a patient, whose decisions come in the order in which they were made. */
export function countPages(counts: PageCounts, decisions: readonly PagingDecision[]): void {
  let state = NO_PAGING;
  const paged = new Set<string>();
  for (const decision of decisions) {
    const outcome = pagingStep(state, decision);
    state = outcome.state;
    for (const notice of outcome.notices) {
      if (notice.kind === 'hold') counts.held[notice.reason] += 1;
      else if (notice.kind === 'retract') counts.retracted += 1;
      else {
        counts.paged[notice.reason] += 1;
        paged.add(keyOf(notice));
      }
    }
  }
  const due = firstsAndRises(decisions);
  counts.patients += 1;
  counts.alerts += decisions.filter(({ alerted }) => alerted).length;
  counts.due += due.length;
  counts.missed.push(...due.filter((alert) => !paged.has(keyOf(alert))));
}

const keyOf = ({ resultId, level }: { resultId: string; level: number }) => `${resultId} ${level}`;

/** Writes the counts for a person, a name and a text in each row. */
export function pageCountRows({
  patients,
  alerts,
  paged,
  held,
  retracted,
  due,
  missed,
}: PageCounts): string[][] {
  const pages = sum(paged);
  const share = alerts === 0 ? '' : `, ${((100 * pages) / alerts).toFixed(0)}% of them`;
  const indented = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([reason, count]) => [`  ${reason}`, String(count)]);
  return [
    ['patients with an alert', String(patients)],
    ['pages if every result pages', String(alerts)],
    ['pages by episodes', `${pages}${share}`],
    ...indented(paged),
    ['held back', String(sum(held))],
    ...indented(held),
    ['notices of retraction', String(retracted)],
    ['first alerts and rises', `${due}, of which ${due - missed.length} are paged by episodes`],
    ['policy', `${PAGING_POLICY_VERSION} (SHA-256 ${pagingSha256().slice(0, 12)})`],
  ];
}

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);
