const DAY_MS = 24 * 3_600_000;
const QUARTER_MS = 15 * 60_000;
/** Offsets change at quarters of an hour, so one answer serves a quarter. The cache is emptied when it is full. */
const MAX_KEPT = 4_096;

class Zone {
  private readonly format: Intl.DateTimeFormat;
  private readonly kept = new Map<number, number>();

  constructor(timezone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  offsetMs(instantMs: number): number {
    const quarter = Math.floor(instantMs / QUARTER_MS);
    const known = this.kept.get(quarter);
    if (known !== undefined) return known;
    const offset = this.localMs(quarter * QUARTER_MS) - quarter * QUARTER_MS;
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    this.kept.set(quarter, offset);
    return offset;
  }

  private localMs(instantMs: number): number {
    const parts = Object.fromEntries(
      this.format.formatToParts(instantMs).map(({ type, value }) => [type, value]),
    );
    const local = new Date(0);
    const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year']);
    local.setUTCFullYear(year, Number(parts['month']) - 1, Number(parts['day']));
    local.setUTCHours(Number(parts['hour']), Number(parts['minute']), Number(parts['second']));
    return local.getTime();
  }
}

/**
 * The instant at which clocks in an IANA zone show a time. `localMs` is the time shown, as if it were UTC. A time that is
 * shown twice (autumn) means the first; a time that is skipped (spring) is read with the offset before the change: 01:30 in
 * London on 31 March 2024 is 02:30 there. Throws RangeError if there is no such zone.
 */
export function localToInstant(localMs: number, timezone: string): number {
  const before = zoneOffsetMs(timezone, localMs - DAY_MS);
  const after = zoneOffsetMs(timezone, localMs + DAY_MS);
  if (before === after) return localMs - before;
  const shown = [before, after].filter((offset) => zoneOffsetMs(timezone, localMs - offset) === offset);
  return localMs - (shown.length === 0 ? before : Math.max(...shown));
}

/** Unbounded, because zones come from configuration and are few. */
const zones = new Map<string, Zone>();

/** The time that a clock in an IANA zone shows ahead of UTC at an instant, in ms. */
function zoneOffsetMs(timezone: string, instantMs: number): number {
  if (timezone === 'UTC') return 0;
  let zone = zones.get(timezone);
  if (!zone) zones.set(timezone, (zone = new Zone(timezone)));
  return zone.offsetMs(instantMs);
}
