import { type Comparator } from '@renwatch/aki';
import { isResultEvent, type PatientEvent, type Result } from '@renwatch/decisions';
import { type ResultRevisionRow, type ResultRow, type StoredResult } from '@renwatch/store';

/** The one analyte that is decided. */
export const CREATININE = 'creatinine';

/** Builds the core's result from a stored one. */
export function resultOf(stored: StoredResult): Result {
  const { observedAt, sentAt, sources, decision } = stored;
  return {
    id: stored.id,
    order: stored.order,
    placer: stored.placer,
    specimen: stored.specimen,
    code: stored.code,
    service: stored.service,
    subId: stored.subId,
    observedLocal: stored.observedLocal,
    observedAtMs: Date.parse(observedAt),
    correctedFrom: stored.correctedFrom,
    origin: stored.origin,
    revision: stored.revision,
    umolPerL: stored.umolPerL,
    // `resultRows` wrote it.
    comparator: stored.comparator as Comparator,
    status: stored.status,
    sentAtMs: Date.parse(sentAt),
    sources: new Set(sources),
    decision: decision && {
      id: decision.id,
      revision: decision.revision,
      alertedLevel: decision.alertedLevel,
    },
  };
}

/** Returns each new or changed result once, as the last event left it, under the number it came under. */
export function resultRows(events: readonly PatientEvent[]): ResultRow[] {
  const rows = events.filter(isResultEvent).map(({ numberId, result }): [string, ResultRow] => [
    result.id,
    {
      id: result.id,
      patientId: numberId,
      analyte: CREATININE,
      order: result.order,
      placer: result.placer,
      specimen: result.specimen,
      code: result.code,
      service: result.service,
      subId: result.subId,
      observedLocal: result.observedLocal,
      observedAt: new Date(result.observedAtMs).toISOString(),
      correctedFrom: result.correctedFrom,
      origin: result.origin,
      revision: result.revision,
      umolPerL: result.umolPerL,
      comparator: result.comparator,
      status: result.status,
      sentAt: new Date(result.sentAtMs).toISOString(),
    },
  ]);
  return [...new Map(rows).values()];
}

/** Returns a row for each new revision. A confirmed result has a later send time, but no new revision. */
export function revisionRows(events: readonly PatientEvent[]): ResultRevisionRow[] {
  return events.filter(isResultEvent).flatMap(({ type, result, observation, message }) =>
    type === 'ResultConfirmed'
      ? []
      : [
          {
            resultId: result.id,
            revision: result.revision,
            umolPerL: result.umolPerL,
            comparator: result.comparator,
            status: result.status,
            sentAt: new Date(result.sentAtMs).toISOString(),
            messageId: message.messageId,
            observation,
            feed: message.feed,
            receivedAt: message.receivedAt,
          },
        ],
  );
}
