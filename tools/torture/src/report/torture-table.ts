import { markdownTable, seconds } from '@renwatch/e2e';
import { type Evidence, type TimeSpan } from '../checker/evidence';
import { type Fault } from '../faults/fault';

type Reported = {
  readonly struck: readonly StruckSpan[];
  readonly evidence: Pick<Evidence, 'sent' | 'pages'>;
};
type StruckSpan = TimeSpan & { readonly fault: Pick<Fault, 'name'> };

const HEAD = ['fault', 'times', 'feed stood still', 'pages', 'repeated pages'];

/**
 * Counts for each kind of fault how often it struck, the longest wait for an acknowledgement that it overlapped, and the
 * pages that came while it lasted. Faults overlap, so that a wait or a page may count for several kinds.
 */
export function tortureTable({ struck, evidence }: Reported): string[] {
  const kinds = [...new Set(struck.map(({ fault }) => fault.name))].sort();
  const rows = kinds.map((kind) =>
    row(
      kind,
      struck.filter(({ fault }) => fault.name === kind),
      evidence,
    ),
  );
  const whole = { fromMs: -Infinity, toMs: Infinity };
  const [, , ...figures] = row('', [whole], evidence);
  return markdownTable(HEAD, [...rows, ['all', String(struck.length), ...figures]]);
}

export function summaryLine({
  struck,
  evidence,
  seed,
  messageCount,
}: Reported & { seed: number; messageCount: number }): string {
  const kinds = new Set(struck.map(({ fault }) => fault.name)).size;
  const more = evidence.sent.length - messageCount;
  return `${struck.length} faults of ${kinds} kinds, ${messageCount} messages of the hospital and ${more} of others, seed ${seed}`;
}

function row(name: string, spans: readonly TimeSpan[], { sent, pages }: Reported['evidence']): string[] {
  const overlaps = (fromMs: number, toMs: number): boolean =>
    spans.some((span) => span.fromMs <= toMs && span.toMs >= fromMs);
  const waits = sent
    .filter(({ firstSentAtMs, acknowledgedAtMs = firstSentAtMs }) =>
      overlaps(firstSentAtMs, acknowledgedAtMs),
    )
    .map(({ firstSentAtMs, acknowledgedAtMs = firstSentAtMs }) => acknowledgedAtMs - firstSentAtMs);
  const came = pages.filter(({ atMs }) => overlaps(atMs, atMs));
  const first = new Map(pages.toReversed().map((page) => [page.body, page]));
  const repeats = came.filter((page) => first.get(page.body) !== page).length;
  return [
    name,
    String(spans.length),
    seconds(waits.reduce((longest, wait) => Math.max(longest, wait), 0)),
    String(came.length - repeats),
    String(repeats),
  ];
}
