import { type Sex } from '@renwatch/aki';
import { type Queryable } from '../database/queryable';
import { identity } from '../identity';
import { PatientsMovedError } from './patients-moved.error';
import { type StoredPatient } from './stored-patient';

/** A number that a patient goes by. */
export interface PatientNumber {
  key: string;
  authority: string;
  mrn: string;
}

/** A patient of an import; the sex may be unknown. */
export type ImportedPatient = PatientNumber & { sex?: Sex };

/** Demographics of a patient, by the id of the survivor's row. */
export type StoredDemographics = Pick<
  StoredPatient,
  'id' | 'birthDate' | 'sex' | 'demographicsAt' | 'deletedDemographics' | 'isDeceased' | 'deceasedStatedAt'
>;

const ENSURE = `
  INSERT INTO patients AS p (id, patient_key, authority, mrn, sex)
  SELECT id, key, authority, mrn, sex
  FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, key text, authority text, mrn text, sex text)
  ORDER BY key
  ON CONFLICT (patient_key) DO UPDATE SET sex = excluded.sex WHERE p.sex = 'U' AND excluded.sex <> 'U'`;

const NUMBER = `
  SELECT p.id, p.patient_key AS "key", p.authority, p.mrn, p.merged_into AS "mergedInto", p.merged_at AS "mergedAt",
    p.merged_received_at AS "mergedReceivedAt", p.merged_message_id AS "mergedMessageId", false AS "isNew",
    s.id AS "survivorId", s.patient_key AS "survivorKey", s.authority AS "survivorAuthority", s.mrn AS "survivorMrn",
    s.birth_date AS "birthDate", s.sex, s.demographics_at AS "demographicsAt",
    s.deleted_demographics AS "deletedDemographics", s.is_deceased AS "isDeceased",
    s.deceased_stated_at AS "deceasedStatedAt"`;

const FIND = `${NUMBER}
  FROM unnest($1::text[]) AS wanted (key)
  JOIN patients p ON p.patient_key = wanted.key
  JOIN patients s ON s.id = coalesce(p.merged_into, p.id)`;

const WITH_MRN = `${NUMBER}
  FROM patients p
  JOIN patients s ON s.id = coalesce(p.merged_into, p.id)
  WHERE p.mrn = $1
  ORDER BY p.authority`;

/** Locks survivors in the order of their ids. Changing any row of a merged patient requires the survivor's lock. */
const LOCK = `
  SELECT s.id
  FROM (SELECT DISTINCT coalesce(merged_into, id) AS id FROM patients WHERE patient_key = ANY ($1::text[])) AS wanted
  JOIN patients s USING (id)
  ORDER BY s.id
  FOR NO KEY UPDATE OF s`;

const INSERT_MISSING = `
  INSERT INTO patients (id, patient_key, authority, mrn)
  SELECT id, key, authority, mrn
  FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, key text, authority text, mrn text)
  ORDER BY key
  ON CONFLICT (patient_key) DO NOTHING
  RETURNING id`;

const SAVE_DEMOGRAPHICS = `
  UPDATE patients p SET birth_date = given.birth_date, sex = given.sex, demographics_at = given.demographics_at,
    deleted_demographics = given.deleted_demographics, is_deceased = given.is_deceased,
    deceased_stated_at = given.deceased_stated_at
  FROM jsonb_to_recordset($1::jsonb) AS given (
    id uuid, birth_date text, sex text, demographics_at timestamptz, deleted_demographics text[],
    is_deceased boolean, deceased_stated_at timestamptz)
  WHERE p.id = given.id`;

/** Patients that results belong to. No names are kept. */
export const patientsRepository = {
  /**
   * Creates missing patients, fills in the sex where it is unknown, and returns all by key. Of equal keys the last
   * counts. For a merged number its own row is written and the survivor's returned.
   */
  async ensure(tx: Queryable, patients: readonly ImportedPatient[]): Promise<Map<string, StoredPatient>> {
    const byKey = new Map(patients.map((patient) => [patient.key, patient]));
    const rows = [...byKey.values()].map(({ key, authority, mrn, sex = 'U' }) => {
      return { id: identity.patientId(key), key, authority, mrn, sex };
    });
    if (rows.length > 0) await tx.query(ENSURE, [JSON.stringify(rows)]);
    return patientsRepository.find(tx, [...byKey.keys()]);
  },

  async find(tx: Queryable, keys: readonly string[]): Promise<Map<string, StoredPatient>> {
    if (keys.length === 0) return new Map();
    const found = await tx.query<StoredPatient>(FIND, [[...keys]]);
    return new Map(found.map((patient) => [patient.key, patient]));
  },

  /** Finds patients with this number at any authority, for people who do not know the authority. */
  withMrn(db: Queryable, mrn: string): Promise<StoredPatient[]> {
    return db.query<StoredPatient>(WITH_MRN, [mrn]);
  },

  /**
   * Returns the patients of these numbers, created if missing, and locks them until the transaction ends, because after a
   * merge their messages may come on several partitions. One order of locking prevents deadlocks.
   * @throws PatientsMovedError if another transaction was quicker; restart the transaction
   */
  async lock(tx: Queryable, numbers: readonly PatientNumber[]): Promise<Map<string, StoredPatient>> {
    const byKey = new Map(numbers.map((number) => [number.key, number]));
    const keys = [...byKey.keys()];
    if (keys.length === 0) return new Map();
    const locked = new Set((await tx.query<{ id: string }>(LOCK, [keys])).map(({ id }) => id));
    const found = await patientsRepository.find(tx, keys);
    if ([...found.values()].some(({ survivorId }) => !locked.has(survivorId))) throw new PatientsMovedError();
    const missing = [...byKey.values()].filter(({ key }) => !found.has(key)).map(newPatient);
    if (missing.length > 0) {
      const made = await tx.query(INSERT_MISSING, [JSON.stringify(missing)]);
      if (made.length < missing.length) throw new PatientsMovedError();
      for (const patient of missing) found.set(patient.key, patient);
    }
    return found;
  },

  /** Writes the demographics of locked patients as given. */
  async saveDemographics(tx: Queryable, patients: readonly StoredDemographics[]): Promise<void> {
    const rows = patients.map(({ id, birthDate, sex, demographicsAt, ...rest }) => ({
      id,
      birth_date: birthDate,
      sex,
      demographics_at: demographicsAt,
      deleted_demographics: rest.deletedDemographics,
      is_deceased: rest.isDeceased,
      deceased_stated_at: rest.deceasedStatedAt,
    }));
    if (rows.length > 0) await tx.query(SAVE_DEMOGRAPHICS, [JSON.stringify(rows)]);
  },
};

function newPatient({ key, authority, mrn }: PatientNumber): StoredPatient {
  const id = identity.patientId(key);
  return {
    ...{ id, key, authority, mrn, mergedInto: null, isNew: true },
    ...{ mergedAt: null, mergedReceivedAt: null, mergedMessageId: null },
    ...{ survivorId: id, survivorKey: key, survivorAuthority: authority, survivorMrn: mrn },
    ...{ birthDate: null, sex: 'U', demographicsAt: null, deletedDemographics: [] },
    ...{ isDeceased: null, deceasedStatedAt: null },
  };
}
