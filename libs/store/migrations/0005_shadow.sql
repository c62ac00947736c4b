-- What a second model, asked beside the first and never paged on, would have decided.
CREATE TABLE shadow_decisions (
  decision_id uuid PRIMARY KEY REFERENCES decisions,
  model_version text NOT NULL,
  model_sha256 text NOT NULL,
  probability numeric(7, 6) NOT NULL,
  in_domain boolean NOT NULL,
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 3),
  source text CHECK (source IN ('rule', 'model'))
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON shadow_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON shadow_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
