import { type EndedSpan, type StoredHistory } from '@renwatch/decisions';
import { type HistorySpanRow, type OpenHistory } from '@renwatch/store';

export function spanRow({ observedAtMs, ...span }: EndedSpan): HistorySpanRow {
  return { ...span, observedAt: new Date(observedAtMs).toISOString() };
}

/** Returns the histories by patient id, as the core reads them. */
export function storedHistories(rows: readonly OpenHistory[]): Map<string, StoredHistory> {
  const stored = rows.map(({ patientId, lastMoment, open }) => {
    const spans = open.map(({ observedAt, ...span }) => {
      return { ...span, patientId, observedAtMs: Date.parse(observedAt) };
    });
    return [patientId, { lastMoment, open: spans }] as const;
  });
  return new Map(stored);
}
