-- A page that was closed because its alert no longer stood when it was due, and why. Cleared if the alert stands again.
ALTER TABLE pages
  ADD COLUMN retracted_at timestamptz,
  ADD COLUMN retraction text;

-- Decisions that took back an alert, paged or not: the outbox of notifications about it.
CREATE TABLE retractions (
  alert_id uuid NOT NULL REFERENCES alerts,
  decision_id uuid NOT NULL REFERENCES decisions,
  because text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  notified_at timestamptz,
  PRIMARY KEY (alert_id, decision_id)
);
CREATE INDEX alerts_decision ON alerts (decision_id);
