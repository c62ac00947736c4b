import { type Comparator } from '@renwatch/aki';
import { type ResultRow, type StoredResult } from '@renwatch/store';
import { type TimelineResult } from '../timeline/timeline-result';

/** The one analyte decided here. */
export const CREATININE = 'creatinine';

export function timelineResult(stored: StoredResult): TimelineResult {
  const { observedAt, sentAt, sources, decision } = stored;
  return {
    id: stored.id,
    order: stored.order,
    subId: stored.subId,
    observedLocal: stored.observedLocal,
    observedAtMs: Date.parse(observedAt),
    origin: stored.origin,
    revision: stored.revision,
    umolPerL: stored.umolPerL,
    // As `resultRow` wrote it.
    comparator: stored.comparator as Comparator,
    status: stored.status,
    sentAtMs: Date.parse(sentAt),
    sources: new Set(sources),
    decision: decision && {
      id: decision.id,
      revision: decision.revision,
      level: decision.level,
      alertedLevel: decision.alertedLevel,
    },
  };
}

export function resultRow({ patientId, result }: { patientId: string; result: TimelineResult }): ResultRow {
  return {
    id: result.id,
    patientId,
    analyte: CREATININE,
    order: result.order,
    subId: result.subId,
    observedLocal: result.observedLocal,
    observedAt: new Date(result.observedAtMs).toISOString(),
    origin: result.origin,
    revision: result.revision,
    umolPerL: result.umolPerL,
    comparator: result.comparator,
    status: result.status,
    sentAt: new Date(result.sentAtMs).toISOString(),
  };
}
