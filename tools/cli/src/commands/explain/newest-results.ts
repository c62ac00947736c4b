import { formatLocal14 } from '@renwatch/hl7';
import { type DecisionTime } from '@renwatch/store';
import { isUntil, type ResultTime } from './result-time';

/**
 * Finds the latest result up to a time among a patient's decisions, which may be too many to hold. There are several
 * results if several have that time, or if a local time came twice because clocks went back.
 */
export class NewestResults {
  /** The first of all decisions, whatever its time. */
  first: DecisionTime | undefined;
  private clock = '';
  private newest: DecisionTime[] = [];

  constructor(private readonly until: ResultTime | undefined) {}

  /** Takes more decisions, in order of time, then result, then revision. */
  add(decisions: readonly DecisionTime[]): void {
    this.first ??= decisions[0];
    for (const decision of decisions) {
      if (this.until !== undefined && !isUntil(decision, this.until)) continue;
      const clock = this.clockOf(decision);
      if (clock < this.clock) continue;
      if (clock > this.clock) this.newest = [];
      this.clock = clock;
      this.newest.push(decision);
    }
  }

  /** Returns the ids of all decisions on each of the latest results, the newest last. */
  decisionIds(): string[][] {
    const byResult = new Map<string, string[]>();
    for (const { id, resultId } of this.newest) {
      const ids = byResult.get(resultId);
      if (ids) ids.push(id);
      else byResult.set(resultId, [id]);
    }
    return [...byResult.values()];
  }

  private clockOf({ observedLocal, observedAt }: DecisionTime): string {
    return this.until !== undefined && 'local14' in this.until
      ? formatLocal14(observedLocal)
      : new Date(observedAt).toISOString();
  }
}
