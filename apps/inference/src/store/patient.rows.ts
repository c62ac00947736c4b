import { isMerge, type KnownNumber, type PatientEvent } from '@renwatch/decisions';
import { type MergeRow, type StoredPatient } from '@renwatch/store';

export function knownNumber(stored: StoredPatient): KnownNumber {
  const { id, key, mergedAt, survivorId, survivorKey, survivorAuthority, survivorMrn } = stored;
  const { birthDate, sex, demographicsAt } = stored;
  const identity = { id: survivorId, key: survivorKey, authority: survivorAuthority, mrn: survivorMrn };
  return { id, key, mergedAt, patient: { ...identity, birthDate, sex, demographicsAt } };
}

/** In the order in which they happened. */
export function mergeRows(events: readonly PatientEvent[]): MergeRow[] {
  return events.filter(isMerge).map(({ patientId, intoId, message }) => {
    const { sentAt, messageId, feed, receivedAt } = message;
    return { patientId, intoId, sentAt, messageId, feed, receivedAt };
  });
}
