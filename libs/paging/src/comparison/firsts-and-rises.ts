import { type PagingDecision } from '../policy/patient-paging';

const GAP_MS = 7 * 24 * 3_600_000;

/**
 * Returns the alerts that every paging policy must page, without asking one: an alert is the first if the patient had none
 * about another result of the 7 days before, and a rise if its level is above that of the latest such alert. An alert counts
 * at the level that its result still has when the next is decided.
 *
 * @param decisions of one patient, in the order in which they were made
 */
export function firstsAndRises(decisions: readonly PagingDecision[]): PagingDecision[] {
  const alerts = new Map<string, { observedAtMs: number; level: number }>();
  return decisions.filter(({ resultId, observedAtMs, level, alerted }) => {
    const own = alerts.get(resultId);
    if (!alerted) {
      if (own) alerts.set(resultId, { observedAtMs, level: Math.min(own.level, level) });
      return false;
    }
    const [latest] = [...alerts]
      .filter(([id, before]) => id !== resultId && before.level > 0 && before.observedAtMs <= observedAtMs)
      .map(([, before]) => before)
      .sort((a, b) => b.observedAtMs - a.observedAtMs);
    alerts.set(resultId, { observedAtMs, level });
    return !latest || observedAtMs - latest.observedAtMs > GAP_MS || level > latest.level;
  });
}
