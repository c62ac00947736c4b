-- What a decision was made of, whole: values are corrected later, and what is known of a patient changes.
ALTER TABLE decisions
  -- Of the results in history, in the same order; empty where the decision is older than this column.
  ADD COLUMN history_revisions integer[] NOT NULL DEFAULT '{}',
  ADD COLUMN birth_date date,
  ADD COLUMN sex char(1) NOT NULL DEFAULT 'U' CHECK (sex IN ('F', 'M', 'U')),
  -- Empty where the decision is older than this column.
  ADD COLUMN rule_sha256 text NOT NULL DEFAULT '';
CREATE INDEX decisions_decided ON decisions (decided_at, id);
CREATE INDEX patients_mrn ON patients (mrn);
