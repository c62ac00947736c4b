import { zoneOffsetMs } from './zone-offset';

const DAY_MS = 24 * 3_600_000;

/**
 * The instant at which clocks in a zone show a time. `localMs` is the time shown, as if it were UTC. A time shown twice
 * (autumn) is the first; one that is skipped (spring) is as far behind the change as it is written behind the hour
 * before it: 01:30 in London on 31 March 2024 is 02:30 there.
 */
export function localToInstant(localMs: number, timezone: string): number {
  const before = zoneOffsetMs(timezone, localMs - DAY_MS);
  const after = zoneOffsetMs(timezone, localMs + DAY_MS);
  if (before === after) return localMs - before;
  const shown = [before, after].filter((offset) => zoneOffsetMs(timezone, localMs - offset) === offset);
  return localMs - (shown.length === 0 ? before : Math.max(...shown));
}
