-- Everything Renwatch keeps. Ids are made from what they identify (src/identity), never drawn.

CREATE TABLE patients (
  id uuid PRIMARY KEY,
  patient_key text NOT NULL UNIQUE,
  authority text NOT NULL,
  mrn text NOT NULL,
  birth_date date,
  sex char(1) NOT NULL DEFAULT 'U' CHECK (sex IN ('F', 'M', 'U')),
  -- When the feed said so: an older message does not overwrite a newer one.
  demographics_at timestamptz,
  -- Always the survivor itself, never a patient that was merged away in turn.
  merged_into uuid REFERENCES patients,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (merged_into <> id)
);
CREATE INDEX patients_merged_into ON patients (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE results (
  id uuid PRIMARY KEY,
  patient_id uuid NOT NULL REFERENCES patients,
  analyte text NOT NULL,
  order_number text NOT NULL DEFAULT '',
  sub_id text NOT NULL DEFAULT '',
  observed_local text NOT NULL,
  observed_at timestamptz NOT NULL,
  origin text NOT NULL CHECK (origin IN ('feed', 'history')),
  -- What follows is the current revision; all of them are in result_revisions.
  revision integer NOT NULL CHECK (revision >= 1),
  -- Null only where a result was withdrawn before any value came.
  umol_per_l numeric,
  comparator text NOT NULL DEFAULT '',
  status text NOT NULL DEFAULT '',
  sent_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX results_timeline ON results (patient_id, analyte, observed_at);

CREATE TABLE result_revisions (
  result_id uuid NOT NULL REFERENCES results,
  revision integer NOT NULL,
  umol_per_l numeric,
  comparator text NOT NULL DEFAULT '',
  status text NOT NULL DEFAULT '',
  sent_at timestamptz NOT NULL,
  -- Null for an imported history.
  message_id text,
  observation integer,
  feed text NOT NULL,
  received_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (result_id, revision)
);

CREATE TABLE decisions (
  id uuid PRIMARY KEY,
  result_id uuid NOT NULL REFERENCES results,
  result_revision integer NOT NULL,
  patient_id uuid NOT NULL REFERENCES patients,
  revision integer NOT NULL CHECK (revision >= 1),
  supersedes uuid REFERENCES decisions,
  observed_at timestamptz NOT NULL,
  rule text NOT NULL,
  rule_version text NOT NULL,
  stage smallint NOT NULL CHECK (stage BETWEEN 0 AND 3),
  criterion text NOT NULL,
  flag text,
  baseline_umol_per_l double precision,
  reference text,
  ratio double precision,
  assumptions text[] NOT NULL DEFAULT '{}',
  -- The results it looked back on, by time, then id.
  history uuid[] NOT NULL DEFAULT '{}',
  features double precision[],
  probability numeric(7, 6),
  in_domain boolean,
  hold_back_threshold double precision,
  alert_threshold double precision,
  model_version text,
  model_sha256 text,
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 3),
  source text CHECK (source IN ('rule', 'model')),
  -- Whether this decision raised an alert: one that was not the patient's newest, or no rise, did not.
  alerted boolean NOT NULL,
  reason text NOT NULL,
  message_id text NOT NULL,
  feed text NOT NULL,
  received_at timestamptz NOT NULL,
  decided_at timestamptz NOT NULL,
  UNIQUE (result_id, revision)
);
CREATE INDEX decisions_patient ON decisions (patient_id, observed_at);

CREATE TABLE alerts (
  id uuid PRIMARY KEY,
  patient_id uuid NOT NULL REFERENCES patients,
  decision_id uuid NOT NULL REFERENCES decisions,
  -- The event as published: this row is the outbox.
  record jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz
);
CREATE INDEX alerts_unpublished ON alerts (created_at) WHERE published_at IS NULL;

-- Without a reference to alerts: the pager owes a page to every event, wherever that was recorded.
CREATE TABLE pages (
  alert_id uuid PRIMARY KEY,
  mrn text NOT NULL,
  observed_local text NOT NULL,
  body text NOT NULL,
  source text NOT NULL,
  level smallint NOT NULL,
  received_at timestamptz NOT NULL,
  decided_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  -- A lease: who delivers, and until when nobody else may.
  claimed_by text,
  claimed_until timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  delivered_at timestamptz,
  refused_at timestamptz,
  last_error text
);
CREATE INDEX pages_due ON pages (next_attempt_at) WHERE delivered_at IS NULL AND refused_at IS NULL;
CREATE INDEX pages_delivered ON pages (delivered_at, alert_id) WHERE delivered_at IS NOT NULL;

-- The fence: a batch is written only by who holds this row and begins where it says.
CREATE TABLE progress (
  topic text NOT NULL,
  partition integer NOT NULL,
  next_offset bigint NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic, partition)
);

-- Offsets mean something in the Kafka cluster they were counted in, and nothing in another.
CREATE TABLE topic_clusters (
  topic text PRIMARY KEY,
  cluster_id text NOT NULL
);

CREATE TABLE imports (
  sha256 text PRIMARY KEY,
  kind text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  completed_at timestamptz,
  patients integer,
  results integer
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: a new revision is added, none is changed or removed', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON result_revisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON result_revisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
