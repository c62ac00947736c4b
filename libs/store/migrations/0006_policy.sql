-- What combined rule and model, as the columns beside it say which rule and which model. Empty in rows older than these.
ALTER TABLE decisions
  ADD COLUMN policy_version text NOT NULL DEFAULT '',
  ADD COLUMN policy_sha256 text NOT NULL DEFAULT '';
