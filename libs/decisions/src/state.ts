import { isSameDemographics } from './demographics';
import { FixedMap } from './fixed-map';
import { type MergeMoment } from './merge-moment';
import { type Patient, type PatientIdentity, patientWith } from './patient';
import { type Result } from './result';

/** The patients of a batch, read before it is decided. A value: `apply` alone makes the next one. */
export interface State {
  /** By patient key: the numbers that the batch names, and those their patients go by. */
  readonly numbers: FixedMap<OwnedNumber>;
  /** By id; an id that was merged away has none. */
  readonly patients: FixedMap<Patient>;
  /** Ids of the merge messages that were applied before: a resend changes nothing. */
  readonly mergeMessages: ReadonlySet<string>;
}

/** A number, and the id of the patient it belongs to at the moment. */
export interface OwnedNumber {
  /** Id of the number itself: the results that come under it keep it. */
  readonly id: string;
  /** The message that merged it away; null for the patient's own number. */
  readonly merged: MergeMoment | null;
  /** True if no message before the batch named it. */
  readonly isNew: boolean;
  readonly patientId: string;
}

/** A number as stored, and its patient. */
export interface KnownNumber {
  readonly id: string;
  readonly key: string;
  readonly merged: MergeMoment | null;
  readonly isNew: boolean;
  readonly patient: PatientIdentity;
}

/**
 * @param results by patient id, in any order; at least those from the times of `lookBacks` on
 * @param mergeMessages the ids of `mergeMessageIds` that were applied before
 */
export function initialState(
  known: readonly KnownNumber[],
  results: ReadonlyMap<string, readonly Result[]>,
  mergeMessages: ReadonlySet<string> = new Set(),
): State {
  const identities = new Map(known.map(({ patient }) => [patient.id, patient]));
  const own = [...identities.values()].map(
    ({ id, key }) => [key, { id, merged: null, isNew: false, patientId: id }] as const,
  );
  const named = known.map(
    ({ id, key, merged, isNew, patient }) => [key, { id, merged, isNew, patientId: patient.id }] as const,
  );
  const patients = [...identities].map(
    ([id, identity]) => [id, patientWith(identity, results.get(id) ?? [])] as const,
  );
  return {
    numbers: FixedMap.of<OwnedNumber>([...own, ...named]),
    // Any number of the batch may become the one that a patient goes by.
    patients: FixedMap.of<Patient>([...known.map(({ id }) => [id, undefined] as const), ...patients]),
    mergeMessages,
  };
}

/** @throws TypeError if no message of the batch names the number */
export function numberOf({ numbers }: State, key: string): OwnedNumber {
  const number = numbers.get(key);
  if (!number) throw new TypeError('a number of the batch was not read');
  return number;
}

/** @throws TypeError if no message of the batch is about the patient, or the id was merged away */
export function patientOf({ patients }: State, id: string): Patient {
  const patient = patients.get(id);
  if (!patient) throw new TypeError('a patient of the batch was not read');
  return patient;
}

/** Returns the patients whose demographics, or whose own number, differ from the state before. */
export function changedPatients(before: State, after: State): Patient[] {
  return after.patients.values().filter((patient) => {
    const known = before.patients.get(patient.id);
    return !known || !isSameDemographics(known, patient);
  });
}
