import { WINDOW_365D_MS } from '@renwatch/aki';
import { concernsPatient, type MessageFacts, type PatientNumber } from './facts';

/** Patients who are merged look back on everything that the other has. */
const EVER_MS = Date.parse('0001-01-01T00:00:00Z');

/** The numbers whose patients must be read before these messages are decided. */
export function numbersToRead(messages: readonly MessageFacts[]): PatientNumber[] {
  const named = messages
    .filter(concernsPatient)
    .flatMap(({ patient, merge }) => (merge ? [patient, merge] : [patient]));
  return [...new Map(named.map(({ key, authority, mrn }) => [key, { key, authority, mrn }])).values()];
}

/**
 * The earliest result that deciding these messages may look at, by patient id; patients without one need none.
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
  for (const { patient, merge, results } of messages.filter(concernsPatient)) {
    for (const { observedAt } of results) need(patient.key, Date.parse(observedAt.instant) - WINDOW_365D_MS);
    if (merge) for (const { key } of [patient, merge]) need(key, EVER_MS);
  }
  return earliest;
}
