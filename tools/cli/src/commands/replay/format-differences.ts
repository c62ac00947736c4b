/** A recorded value and the value found now, with a name. */
export type Compared = readonly [name: string, before: unknown, now: unknown];

/** Formats values that differ, such as `stage 1 → 2`. */
export function formatDifferences(compared: readonly Compared[]): string[] {
  return compared
    .filter(([, before, now]) => before !== now)
    .map(([name, before, now]) => `${name} ${textOf(before)} → ${textOf(now)}`);
}

function textOf(value: unknown): string {
  return String(value ?? 'none') || 'none';
}
