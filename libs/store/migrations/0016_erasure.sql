-- The only ways in which recorded rows are removed: erasure of a patient, and retention of what has an age.

-- It is always the decision before about the same result, so nothing checks it. A check would read all decisions for each
-- one that is removed.
ALTER TABLE decisions DROP CONSTRAINT decisions_supersedes_fkey;
CREATE INDEX retractions_decision ON retractions (decision_id);
CREATE INDEX pages_mrn ON pages (mrn);

-- Tombstones: who erased a patient, when, why, how much, and a proof. Nothing in them names the patient.
CREATE TABLE erasures (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- What was sent or received until then is refused from now on.
  erased_at timestamptz NOT NULL,
  -- As given by who erased, and as known to the database.
  erased_by text NOT NULL CHECK (erased_by <> ''),
  database_user text NOT NULL DEFAULT session_user,
  because text NOT NULL CHECK (because <> ''),
  -- Rows removed, by table.
  counts jsonb NOT NULL,
  -- SHA-256 over all rows removed, as remove_rows makes it.
  proof text NOT NULL
);
-- The numbers of an erased patient, as salted hashes: enough to recognise a number that is given.
CREATE TABLE erased_numbers (
  erasure_id uuid NOT NULL REFERENCES erasures,
  -- Of `authority|mrn`, and of the bare number.
  key_hash bytea NOT NULL,
  mrn_hash bytea NOT NULL,
  PRIMARY KEY (erasure_id, key_hash)
);
CREATE INDEX erased_numbers_key ON erased_numbers (key_hash);
CREATE INDEX erased_numbers_mrn ON erased_numbers (mrn_hash);
CREATE TABLE erasure_salt (salt bytea NOT NULL);
INSERT INTO erasure_salt VALUES (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON erasures FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON erasures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON erased_numbers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON erased_numbers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON erasure_salt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON erasure_salt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Lets a row go only while remove_rows runs, as the owner of the table; nothing is ever updated.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('renwatch.removing', true) = 'on'
    AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only: a new revision is added, none is changed or removed', TG_TABLE_NAME;
END
$$;

-- The functions below run with the rights of the owner: temporary tables of a caller must not stand for real ones.
SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- The rows that belong to a patient, in the order in which they can be removed. A new table about patients gets its line
-- here, by CREATE OR REPLACE in its migration. $1: results whose decisions go; $2: results that go; $3: patients that go.
CREATE FUNCTION removable_rows() RETURNS TABLE (place integer, name text, condition text) LANGUAGE sql IMMUTABLE AS $$
  VALUES
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

-- Removes the rows of these results and patients, or counts them only. The proof is a chain over the tables in their order:
-- sha256(proof before, name and count, sha256(the SHA-256 of each row's JSON text, sorted)).
CREATE FUNCTION remove_rows(
  decided_ids uuid[], result_ids uuid[], patient_ids uuid[], is_trial boolean, OUT counts jsonb, OUT proof text
) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  step record;
  removed bigint;
  digest bytea;
  chain bytea := '';
BEGIN
  counts := '{}';
  -- Not by SET at the function: only a superuser could create it.
  PERFORM set_config('renwatch.removing', 'on', true);
  FOR step IN SELECT * FROM removable_rows() ORDER BY place LOOP
    IF is_trial THEN
      EXECUTE format('SELECT count(*) FROM %I t WHERE %s', step.name, step.condition)
        INTO removed USING decided_ids, result_ids, patient_ids;
    ELSE
      EXECUTE format(
        'WITH gone AS (
          DELETE FROM %I t WHERE %s RETURNING sha256(convert_to(to_jsonb(t)::text, ''UTF8'')) AS digest)
        SELECT count(*), sha256(coalesce(string_agg(digest, ''''::bytea ORDER BY digest), ''''::bytea)) FROM gone',
        step.name, step.condition)
        INTO removed, digest USING decided_ids, result_ids, patient_ids;
      chain := sha256(chain || convert_to(step.name || ' ' || removed, 'UTF8') || digest);
    END IF;
    counts := counts || jsonb_build_object(step.name, removed + coalesce((counts ->> step.name)::bigint, 0));
  END LOOP;
  PERFORM set_config('renwatch.removing', 'off', true);
  IF NOT is_trial THEN proof := encode(chain, 'hex'); END IF;
END
$$;
REVOKE EXECUTE ON FUNCTION remove_rows FROM PUBLIC;

-- One of 64 advisory locks, so that no page about a patient is inserted while the patient is erased.
CREATE FUNCTION erasure_lock(key text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT 7236450100 + (hashtext(key) & 63)
$$;

-- Erases the patient who goes by this key, with all numbers merged with it, and leaves a tombstone. Returns no row if there is
-- no such patient. A trial counts and changes nothing; its id, time and proof are null.
CREATE FUNCTION erase_patient(number_key text, given_by text, given_because text, is_trial boolean)
RETURNS TABLE (id uuid, erased_at timestamptz, counts jsonb, proof text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
DECLARE
  survivor uuid;
  patient_ids uuid[];
  result_ids uuid[];
  key_hashes bytea[];
  mrn_hashes bytea[];
BEGIN
  LOOP
    SELECT coalesce(p.merged_into, p.id) INTO survivor FROM patients p WHERE p.patient_key = number_key;
    IF NOT FOUND THEN RETURN; END IF;
    EXIT WHEN is_trial;
    PERFORM FROM patients p WHERE p.id = survivor FOR UPDATE;
    -- A merge that was under way may have changed whose number it is.
    EXIT WHEN EXISTS (
      SELECT FROM patients p WHERE p.patient_key = number_key AND coalesce(p.merged_into, p.id) = survivor);
  END LOOP;
  patient_ids := array(SELECT p.id FROM patients p WHERE p.id = survivor OR p.merged_into = survivor);
  IF NOT is_trial THEN
    PERFORM pg_advisory_xact_lock(lock) FROM (
      SELECT DISTINCT erasure_lock(p.patient_key) AS lock FROM patients p WHERE p.id = ANY (patient_ids) ORDER BY 1) AS locks;
  END IF;
  result_ids := array(SELECT r.id FROM results r WHERE r.patient_id = ANY (patient_ids));
  SELECT array_agg(sha256(s.salt || convert_to(p.patient_key, 'UTF8')) ORDER BY p.id),
    array_agg(sha256(s.salt || convert_to(p.mrn, 'UTF8')) ORDER BY p.id)
    INTO key_hashes, mrn_hashes
    FROM patients p CROSS JOIN erasure_salt s WHERE p.id = ANY (patient_ids);
  SELECT done.counts, done.proof INTO counts, proof
    FROM remove_rows(result_ids, result_ids, patient_ids, is_trial) AS done;
  IF NOT is_trial THEN
    id := gen_random_uuid();
    erased_at := clock_timestamp();
    INSERT INTO erasures (id, erased_at, erased_by, because, counts, proof)
      VALUES (id, erased_at, given_by, given_because, counts, proof);
    INSERT INTO erased_numbers (erasure_id, key_hash, mrn_hash)
      SELECT id, hash.of_key, hash.of_mrn FROM unnest(key_hashes, mrn_hashes) AS hash (of_key, of_mrn);
  END IF;
  RETURN NEXT;
END
$$;
REVOKE EXECUTE ON FUNCTION erase_patient FROM PUBLIC;

-- When the patients of these keys were erased last; keys that never were are left out. For every service: it tells nothing
-- about a number that the caller does not know.
CREATE FUNCTION erased_keys(keys text[]) RETURNS TABLE (key text, erased_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT given.key, max(e.erased_at)
  FROM erasure_salt s
  CROSS JOIN unnest(keys) AS given (key)
  JOIN erased_numbers n ON n.key_hash = sha256(s.salt || convert_to(given.key, 'UTF8'))
  JOIN erasures e ON e.id = n.erasure_id
  GROUP BY given.key
$$;

-- The erasures of patients with this number, whatever its authority.
CREATE FUNCTION erasures_of_number(number text) RETURNS SETOF erasures
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT e.* FROM erasures e
  WHERE e.id IN (
    SELECT n.erasure_id FROM erased_numbers n CROSS JOIN erasure_salt s
    WHERE n.mrn_hash = sha256(s.salt || convert_to(number, 'UTF8')))
$$;

-- The same as erased_keys; none of these patients is erased before the transaction ends.
CREATE FUNCTION hold_erased_keys(keys text[]) RETURNS TABLE (key text, erased_at timestamptz)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(lock) FROM (
    SELECT DISTINCT erasure_lock(given.key) AS lock FROM unnest(keys) AS given (key) ORDER BY 1) AS locks;
  RETURN QUERY SELECT found.key, found.erased_at FROM erased_keys(keys) AS found;
END
$$;
