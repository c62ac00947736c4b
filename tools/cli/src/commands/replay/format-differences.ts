/** What was recorded and what is found now, by name. */
export type Compared = readonly [what: string, before: unknown, now: unknown];

/** `stage 1 → 2` and so on, of those that are not the same. */
export function formatDifferences(compared: readonly Compared[]): string[] {
  return compared
    .filter(([, before, now]) => before !== now)
    .map(([what, before, now]) => `${what} ${said(before)} → ${said(now)}`);
}

function said(value: unknown): string {
  return String(value ?? 'none') || 'none';
}
