-- Accounts and sessions of the console, and who looked at whom.

CREATE TABLE console_users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL UNIQUE CHECK (name <> '' AND name = lower(name)),
  role text NOT NULL CHECK (role IN ('clinician', 'integrator', 'operator', 'safety', 'admin')),
  -- What is kept of a password: scrypt with its parameters and salt.
  password text NOT NULL,
  -- Attempts to log in since the last that succeeded. Each is counted before its password is checked.
  attempts integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE console_sessions (
  -- SHA-256 of the cookie: who reads this table cannot act as anybody.
  token_hash bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES console_users,
  started_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
);
CREATE INDEX console_sessions_user ON console_sessions (user_id) WHERE ended_at IS NULL;

CREATE TABLE console_audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- As they were then. The role is null if nobody was logged in.
  user_name text NOT NULL,
  role text,
  action text NOT NULL,
  database_user text NOT NULL DEFAULT session_user
);
CREATE INDEX console_audit_at ON console_audit (at);
CREATE TABLE console_audit_patients (
  audit_id bigint NOT NULL REFERENCES console_audit,
  patient_id uuid NOT NULL REFERENCES patients,
  PRIMARY KEY (audit_id, patient_id)
);
CREATE INDEX console_audit_patients_patient ON console_audit_patients (patient_id);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON console_audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON console_audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON console_audit_patients FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON console_audit_patients
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- For the worklist. Alerts are few beside decisions, so building it holds up nobody.
CREATE INDEX alerts_created ON alerts (created_at);

-- As before, with the patients of looks: a look itself names nobody, and stays when its patients are erased.
CREATE OR REPLACE FUNCTION removable_rows() RETURNS TABLE (place integer, name text, condition text)
LANGUAGE sql IMMUTABLE AS $$
  VALUES
    (5, 'console_audit_patients', 'patient_id = ANY ($3)'),
    (10, 'pages', 'alert_id IN (SELECT a.id FROM alerts a JOIN decisions d ON d.id = a.decision_id
      WHERE d.result_id = ANY ($1))'),
    -- Of an alert that is not recorded here, unless another patient has the same number.
    (11, 'pages', 'mrn IN (SELECT p.mrn FROM patients p WHERE p.id = ANY ($3)
        AND NOT EXISTS (SELECT FROM patients o WHERE o.mrn = p.mrn AND o.id <> ALL ($3)))
      AND NOT EXISTS (SELECT FROM alerts a WHERE a.id = t.alert_id)'),
    (20, 'retractions', 'decision_id IN (SELECT id FROM decisions WHERE result_id = ANY ($1))'),
    (30, 'shadow_decisions', 'decision_id IN (SELECT id FROM decisions WHERE result_id = ANY ($1))'),
    (40, 'alerts', 'decision_id IN (SELECT id FROM decisions WHERE result_id = ANY ($1))'),
    (50, 'decisions', 'result_id = ANY ($1)'),
    (55, 'history_spans', 'result_id = ANY ($2) OR patient_id = ANY ($3)'),
    (60, 'result_revisions', 'result_id = ANY ($2)'),
    (70, 'results', 'id = ANY ($2)'),
    (80, 'merges', 'patient_id = ANY ($3) OR into_id = ANY ($3)'),
    (90, 'patients', 'id = ANY ($3)')
$$;
