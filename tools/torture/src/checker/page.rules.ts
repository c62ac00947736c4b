import { type Evidence, type ReceivedPage, type TimeSpan } from './evidence';

/** The pager gives up on an answer after 5 s; one that took nearly as long may have come too late. */
const ANSWER_LIMIT_MS = 4_500;

const isTaken = ({ answer }: ReceivedPage): boolean => answer !== undefined && answer.status < 300;

/** Expected pages that the endpoint has not taken. */
export function missingPages({ expectedPages, pages }: Evidence): string[] {
  const taken = new Set(pages.filter(isTaken).map(({ body }) => body));
  return [...expectedPages].filter((page) => !taken.has(page));
}

/** Pages that nothing in the stream requires. */
export function unexpectedPages({ expectedPages, pages }: Evidence): string[] {
  return [...new Set(pages.map(({ body }) => body))].filter((body) => !expectedPages.has(body));
}

/** Pages that were sent again although their answer came in time and nothing could have lost it. */
export function needlessRepeats({ pages, lostAnswers }: Evidence): string[] {
  return [...byBody(pages)].flatMap(([body, posts]) =>
    posts.flatMap((post, at) => {
      const before = posts[at - 1];
      if (!before || mayBeRepeated(before, post, lostAnswers)) return [];
      return [`${body} after ${post.atMs - before.atMs} ms`];
    }),
  );
}

function mayBeRepeated(before: ReceivedPage, again: ReceivedPage, lost: readonly TimeSpan[]): boolean {
  if (!before.answer || !isTaken(before)) return true;
  if (before.answer.atMs - before.atMs > ANSWER_LIMIT_MS) return true;
  return lost.some(({ fromMs, toMs }) => fromMs <= again.atMs && toMs >= before.atMs);
}

/** Pages whose key is no recorded alert, or whose alert has no decision that requires just this page, made before it. */
export function pagesWithoutDecision({ pages, alerts, decisions }: Evidence): string[] {
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  const groundless = pages.filter(({ body, idempotencyKey, atMs }) => {
    const decision = byId.get(alerts.get(idempotencyKey) ?? '');
    return !decision || decision.result !== body || decision.level === 0 || decision.decidedAtMs > atMs;
  });
  return [...new Set(groundless.map(({ body }) => body))];
}

/** Pages whose key other pages have too: their receiver would take the second for a repeat. */
export function sharedKeys({ pages }: Evidence): string[] {
  const bodies = new Map<string, Set<string>>();
  for (const { idempotencyKey, body } of pages)
    bodies.set(idempotencyKey, (bodies.get(idempotencyKey) ?? new Set()).add(body));
  return [...bodies].filter(([, different]) => different.size > 1).map(([key]) => key);
}

/** In the order in which they came. */
function byBody(pages: readonly ReceivedPage[]): Map<string, ReceivedPage[]> {
  const groups = new Map<string, ReceivedPage[]>();
  for (const page of [...pages].sort((a, b) => a.atMs - b.atMs))
    groups.set(page.body, [...(groups.get(page.body) ?? []), page]);
  return groups;
}
