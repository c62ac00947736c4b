-- A decision's look-back as a range of times at a moment: a list of ids in each decision grows with the square of the results.

-- Which results counted in a patient's history, in which revision and at which time, and from when until when. Moments count
-- the changes of one patient's history.
CREATE TABLE history_spans (
  -- The number that had survived all merges.
  patient_id uuid NOT NULL REFERENCES patients,
  result_id uuid NOT NULL,
  revision integer NOT NULL,
  observed_at timestamptz NOT NULL,
  since integer NOT NULL CHECK (since >= 1),
  -- The first moment at which it no longer counted. Null: it still counts.
  until integer CHECK (until > since),
  PRIMARY KEY (patient_id, result_id, since),
  FOREIGN KEY (result_id, revision) REFERENCES result_revisions
);
CREATE INDEX history_spans_time ON history_spans (patient_id, observed_at);
CREATE INDEX history_spans_moment ON history_spans (patient_id, coalesce(until, since));

CREATE FUNCTION refuse_change_but_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.until IS NULL AND NEW.until IS NOT NULL
    AND ROW (NEW.patient_id, NEW.result_id, NEW.revision, NEW.observed_at, NEW.since)
      = ROW (OLD.patient_id, OLD.result_id, OLD.revision, OLD.observed_at, OLD.since) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only: a span may end, once', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER end_only BEFORE UPDATE ON history_spans FOR EACH ROW EXECUTE FUNCTION refuse_change_but_end();
CREATE TRIGGER append_only BEFORE DELETE ON history_spans FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON history_spans FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Null where history has a list, as in all rows before, or where there was no earlier result.
ALTER TABLE decisions
  -- It looked back on results observed from here until before its own.
  ADD COLUMN look_back_from timestamptz,
  ADD COLUMN look_back_moment integer,
  -- How many they were: fewer found means that some are missing.
  ADD COLUMN look_back_count integer;

-- The results that a decision looked back on, from its range or its list; without a revision where none was recorded.
CREATE FUNCTION look_back(d decisions)
RETURNS TABLE (place bigint, result_id uuid, revision integer, observed_at timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT row_number() OVER (ORDER BY s.observed_at, s.result_id), s.result_id, s.revision, s.observed_at
  FROM history_spans s
  WHERE s.patient_id = d.patient_id AND s.observed_at >= d.look_back_from AND s.observed_at < d.observed_at
    AND s.since <= d.look_back_moment AND (s.until IS NULL OR s.until > d.look_back_moment)
  UNION ALL
  SELECT l.place, l.result_id, l.revision, r.observed_at
  FROM unnest(d.history, d.history_revisions) WITH ORDINALITY AS l (result_id, revision, place)
  JOIN results r ON r.id = l.result_id
$$;
