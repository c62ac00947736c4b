import { type Queryable } from '../database/queryable';

export interface AuditedAction {
  userName: string;
  /** Null if nobody was logged in. */
  role: string | null;
  /** Such as `login` or `patient`, or `add-account ada as clinician`. */
  action: string;
  /** Patients that were shown; each may be named more than once. */
  patientIds?: readonly string[];
}

const RECORD_ALONE = 'INSERT INTO console_audit (user_name, role, action) VALUES ($1, $2, $3)';
const RECORD = `
  WITH look AS (
    INSERT INTO console_audit (user_name, role, action) VALUES ($1, $2, $3) RETURNING id
  ), shown AS (
    INSERT INTO console_audit_patients (audit_id, patient_id)
    SELECT look.id, given.id FROM look CROSS JOIN (SELECT DISTINCT unnest($4::uuid[]) AS id) AS given
  )
  SELECT 1 FROM look`;

/** Rows that say who looked at whom, and that nobody changes. */
export const consoleAuditRepository = {
  /** Records an action. In the transaction that reads what is shown: without a trace there is no data. */
  async record(tx: Queryable, { userName, role, action, patientIds = [] }: AuditedAction): Promise<void> {
    // A login that shows no patient needs no right to name one.
    if (patientIds.length === 0) await tx.query(RECORD_ALONE, [userName, role, action]);
    else await tx.query(RECORD, [userName, role, action, [...patientIds]]);
  },
};
