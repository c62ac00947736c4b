import { type Sex } from '@renwatch/aki';
import { type Queryable } from '../database/queryable';
import { identity } from '../identity';
import { PatientsMovedError } from './patients-moved.error';
import { type StoredPatient } from './stored-patient';

export interface PatientUpsert {
  key: string;
  authority: string;
  mrn: string;
  /** `YYYY-MM-DD`; absent or null where the message does not say. */
  birthDate?: string | null;
  sex?: Sex;
  /** ISO 8601: when the feed said so. Absent or null: birth date and sex only fill what is unknown. */
  demographicsAt?: string | null;
}

export type PatientNumber = Pick<PatientUpsert, 'key' | 'authority' | 'mrn'>;

/** What is known of a patient, by the row of the survivor. */
export type Demographics = Pick<StoredPatient, 'id' | 'birthDate' | 'sex' | 'demographicsAt'>;

const UPSERT = `
  WITH given AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS g (
      id uuid, key text, authority text, mrn text, birth_date date, sex text, demographics_at timestamptz)
  )
  INSERT INTO patients AS p (id, patient_key, authority, mrn, birth_date, sex, demographics_at)
  SELECT id, key, authority, mrn, birth_date, sex, demographics_at FROM given ORDER BY key
  ON CONFLICT (patient_key) DO UPDATE SET
    birth_date = CASE WHEN excluded.demographics_at >= coalesce(p.demographics_at, '-infinity')
      THEN coalesce(excluded.birth_date, p.birth_date) ELSE coalesce(p.birth_date, excluded.birth_date) END,
    sex = CASE WHEN excluded.sex <> 'U'
      AND (p.sex = 'U' OR excluded.demographics_at >= coalesce(p.demographics_at, '-infinity'))
      THEN excluded.sex ELSE p.sex END,
    demographics_at = greatest(p.demographics_at, excluded.demographics_at)
  -- A row that would stay as it is is not written: most messages say nothing new of their patient.
  WHERE excluded.demographics_at > coalesce(p.demographics_at, '-infinity')
    OR (p.birth_date IS NULL AND excluded.birth_date IS NOT NULL)
    OR (p.sex = 'U' AND excluded.sex <> 'U')
    OR (excluded.demographics_at = p.demographics_at AND excluded.birth_date <> p.birth_date)
    OR (excluded.demographics_at = p.demographics_at AND excluded.sex <> 'U' AND excluded.sex <> p.sex)`;

const NUMBER = `
  SELECT p.id, p.patient_key AS "key", p.authority, p.mrn, p.merged_into AS "mergedInto", p.merged_at AS "mergedAt",
    s.id AS "survivorId", s.patient_key AS "survivorKey", s.authority AS "survivorAuthority", s.mrn AS "survivorMrn",
    s.birth_date AS "birthDate", s.sex, s.demographics_at AS "demographicsAt"`;

const FIND = `${NUMBER}
  FROM unnest($1::text[]) AS wanted (key)
  JOIN patients p ON p.patient_key = wanted.key
  JOIN patients s ON s.id = coalesce(p.merged_into, p.id)`;

const WITH_MRN = `${NUMBER}
  FROM patients p
  JOIN patients s ON s.id = coalesce(p.merged_into, p.id)
  WHERE p.mrn = $1
  ORDER BY p.authority`;

/** By id, and only survivors: whoever changes one of a merged patient's rows holds the survivor's first. */
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
  UPDATE patients p SET birth_date = given.birth_date, sex = given.sex, demographics_at = given.demographics_at
  FROM jsonb_to_recordset($1::jsonb) AS given (
    id uuid, birth_date date, sex text, demographics_at timestamptz)
  WHERE p.id = given.id`;

/** Who results are about. No names are kept. */
export const patientsRepository = {
  /**
   * Inserts the patients that are missing, applies what is said of the others, and gives all of them by key. Said
   * more than once of one key, the last counts. Of a merged patient the old row is written, the survivor's is given.
   */
  async upsert(tx: Queryable, patients: readonly PatientUpsert[]): Promise<Map<string, StoredPatient>> {
    const byKey = new Map(patients.map((one) => [one.key, one]));
    const rows = [...byKey.values()].map((one) => ({
      id: identity.patientId(one.key),
      key: one.key,
      authority: one.authority,
      mrn: one.mrn,
      birth_date: one.birthDate ?? null,
      sex: one.sex ?? 'U',
      demographics_at: one.demographicsAt ?? null,
    }));
    if (rows.length > 0) await tx.query(UPSERT, [JSON.stringify(rows)]);
    return patientsRepository.find(tx, [...byKey.keys()]);
  },

  async find(tx: Queryable, keys: readonly string[]): Promise<Map<string, StoredPatient>> {
    if (keys.length === 0) return new Map();
    const found = await tx.query<StoredPatient>(FIND, [[...keys]]);
    return new Map(found.map((one) => [one.key, one]));
  },

  /** Whoever has this number at any authority: for people, who know no authority. */
  withMrn(db: Queryable, mrn: string): Promise<StoredPatient[]> {
    return db.query<StoredPatient>(WITH_MRN, [mrn]);
  },

  /**
   * The patients of these numbers, made where they are missing, theirs alone until the transaction ends: also those whose
   * messages come on other partitions since a merge. Locked in one order, so that no two wait for each other.
   * @throws PatientsMovedError where another transaction was quicker: begin again
   */
  async lock(tx: Queryable, numbers: readonly PatientNumber[]): Promise<Map<string, StoredPatient>> {
    const byKey = new Map(numbers.map((one) => [one.key, one]));
    const keys = [...byKey.keys()];
    if (keys.length === 0) return new Map();
    const locked = new Set((await tx.query<{ id: string }>(LOCK, [keys])).map(({ id }) => id));
    const found = await patientsRepository.find(tx, keys);
    if ([...found.values()].some(({ survivorId }) => !locked.has(survivorId))) throw new PatientsMovedError();
    const missing = [...byKey.values()].filter(({ key }) => !found.has(key)).map(newPatient);
    if (missing.length > 0) {
      const made = await tx.query(INSERT_MISSING, [JSON.stringify(missing)]);
      if (made.length < missing.length) throw new PatientsMovedError();
      for (const one of missing) found.set(one.key, one);
    }
    return found;
  },

  /** Writes what is known of patients that are locked, as it is given. */
  async saveDemographics(tx: Queryable, patients: readonly Demographics[]): Promise<void> {
    const rows = patients.map(({ id, birthDate, sex, demographicsAt }) => ({
      id,
      birth_date: birthDate,
      sex,
      demographics_at: demographicsAt,
    }));
    if (rows.length > 0) await tx.query(SAVE_DEMOGRAPHICS, [JSON.stringify(rows)]);
  },
};

function newPatient({ key, authority, mrn }: PatientNumber): StoredPatient {
  const id = identity.patientId(key);
  return {
    ...{ id, key, authority, mrn, mergedInto: null, mergedAt: null },
    ...{ survivorId: id, survivorKey: key, survivorAuthority: authority, survivorMrn: mrn },
    ...{ birthDate: null, sex: 'U', demographicsAt: null },
  };
}
