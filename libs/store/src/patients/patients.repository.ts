import { type Sex } from '@renwatch/aki';
import { type Queryable } from '../database/queryable';
import { identity } from '../identity/identity';

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

export interface StoredPatient {
  id: string;
  key: string;
  authority: string;
  mrn: string;
  mergedInto: string | null;
  /** Whose results these are: `mergedInto`, else `id`. The demographics are the survivor's too. */
  survivorId: string;
  birthDate: string | null;
  sex: Sex;
  demographicsAt: string | null;
}

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

const FIND = `
  SELECT p.id, p.patient_key AS "key", p.authority, p.mrn, p.merged_into AS "mergedInto", s.id AS "survivorId",
    s.birth_date AS "birthDate", s.sex, s.demographics_at AS "demographicsAt"
  FROM unnest($1::text[]) AS wanted (key)
  JOIN patients p ON p.patient_key = wanted.key
  JOIN patients s ON s.id = coalesce(p.merged_into, p.id)`;

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
};
