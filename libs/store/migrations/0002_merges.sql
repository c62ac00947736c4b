-- Numbers of one person (HL7 A40 and its kin). Results stay with the number they came under.

-- When the message was sent that merged this number away: an older merge does not undo a newer one.
ALTER TABLE patients ADD COLUMN merged_at timestamptz;

CREATE TABLE merges (
  message_id text NOT NULL,
  -- The patient that stopped being one of its own, and whose it is now.
  patient_id uuid NOT NULL REFERENCES patients,
  into_id uuid NOT NULL REFERENCES patients,
  sent_at timestamptz NOT NULL,
  feed text NOT NULL,
  received_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (message_id, patient_id)
);
CREATE INDEX merges_patient ON merges (patient_id);
CREATE INDEX merges_into ON merges (into_id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON merges FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON merges FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
