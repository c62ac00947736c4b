import { type FiringAlarm } from './prometheus-client';

export interface ClearedAlarm {
  alarm: FiringAlarm;
  firedAtMs: number;
}

export interface AlarmChanges {
  fired: FiringAlarm[];
  cleared: ClearedAlarm[];
}

/** Remembers which alarms fire, and returns what has changed at each look. */
export class AlarmBook {
  private readonly firing = new Map<string, ClearedAlarm>();

  /** @param now every alarm that fires at `nowMs` */
  update(now: readonly FiringAlarm[], nowMs: number): AlarmChanges {
    const byKey = new Map(now.map((alarm) => [keyOf(alarm), alarm]));
    const cleared: ClearedAlarm[] = [];
    for (const [key, earlier] of this.firing) {
      if (byKey.has(key)) continue;
      this.firing.delete(key);
      cleared.push(earlier);
    }
    const fired: FiringAlarm[] = [];
    for (const [key, alarm] of byKey) {
      if (this.firing.has(key)) continue;
      this.firing.set(key, { alarm, firedAtMs: nowMs });
      fired.push(alarm);
    }
    return { fired, cleared };
  }
}

/** Name and labels, as PromQL writes them; the same for the same alarm at every look. */
export function keyOf({ name, labels }: Pick<FiringAlarm, 'name' | 'labels'>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? name : `${name}{${pairs.sort().join(', ')}}`;
}
