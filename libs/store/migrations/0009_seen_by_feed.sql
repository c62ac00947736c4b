-- Message types and result codes that each feed has sent: no value and no patient. Bounded for each feed by the writer.
CREATE TABLE seen_by_feed (
  feed text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('message-type', 'result-code')),
  -- The message type, or OBX-3.1.
  code text NOT NULL,
  system text NOT NULL,
  unit text NOT NULL,
  name text NOT NULL,
  -- False for a code that is not configured, and for a type of which only the patient is read.
  is_read boolean NOT NULL,
  -- Why it is not read; null for a code that does not look like creatinine.
  reason text,
  count bigint NOT NULL,
  last_seen_at timestamptz NOT NULL,
  PRIMARY KEY (feed, kind, code, system, unit)
);
