const QUARTER_MS = 15 * 60_000;
/** Offsets change at quarters of an hour, so that one answer serves a quarter; forgotten all at once when full. */
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

/** Zones come from configuration: there are few. */
const zones = new Map<string, Zone>();

/** What a clock in an IANA zone shows ahead of UTC at an instant, ms. Throws RangeError where there is no such zone. */
export function zoneOffsetMs(timezone: string, instantMs: number): number {
  if (timezone === 'UTC') return 0;
  let zone = zones.get(timezone);
  if (!zone) zones.set(timezone, (zone = new Zone(timezone)));
  return zone.offsetMs(instantMs);
}
