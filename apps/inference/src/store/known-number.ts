import { type StoredPatient } from '@renwatch/store';
import { type KnownNumber } from '../batch/decision.store';

export function knownNumber(stored: StoredPatient): KnownNumber {
  const { id, mergedAt, survivorId, survivorKey, survivorAuthority, survivorMrn } = stored;
  const { birthDate, sex, demographicsAt } = stored;
  const identity = { id: survivorId, key: survivorKey, authority: survivorAuthority, mrn: survivorMrn };
  return { id, mergedAt, patient: { ...identity, birthDate, sex, demographicsAt } };
}
