import { WINDOW_365D_MS } from '@renwatch/aki';
import { concernsPatient, type MessageFacts, type PatientNumber, type ReportedResult } from './facts';

const EVER_MS = Date.parse('0001-01-01T00:00:00Z');

/** Returns the numbers whose patients must be read before these messages are decided, each once. */
export function numbersToRead(messages: readonly MessageFacts[]): PatientNumber[] {
  const named = messages.filter(concernsPatient).flatMap(({ patient, merges }) => [patient, ...merges]);
  return [...new Map(named.map(({ key, authority, mrn }) => [key, { key, authority, mrn }])).values()];
}

/** Returns the ids of the messages that merge numbers: to be read which of them were applied before. */
export function mergeMessageIds(messages: readonly MessageFacts[]): string[] {
  return messages.filter(({ merges }) => merges.length > 0).map(({ messageId }) => messageId);
}

/**
 * Returns the time, in ms since 1970, from which each patient's results must be read before these messages are decided,
 * by patient id. Patients that need no results are left out.
 * @param patientIdOf the id of a number's patient, by the number's key
 */
export function lookBacks(
  messages: readonly MessageFacts[],
  patientIdOf: (key: string) => string | undefined,
): Map<string, number> {
  const earliest = new Map<string, number>();
  const need = (key: string, ms: number) => {
    const id = patientIdOf(key);
    if (id !== undefined) earliest.set(id, Math.min(earliest.get(id) ?? ms, ms));
  };
  for (const { patient, merges, results, cancelledOrders } of messages.filter(concernsPatient)) {
    for (const result of results) need(patient.key, lookBack(result));
    // A cancelled order may have results of any time.
    if (cancelledOrders.length > 0) need(patient.key, EVER_MS);
    // After a merge, any result may look back on any of the other patient's.
    if (merges.length > 0) for (const { key } of [patient, ...merges]) need(key, EVER_MS);
  }
  return earliest;
}

/** A correction may have moved a result of the same order to any time, where it must be found, with the id it has. */
function lookBack({ order, observedAt }: ReportedResult): number {
  return order === '' ? Date.parse(observedAt.instant) - WINDOW_365D_MS : EVER_MS;
}
