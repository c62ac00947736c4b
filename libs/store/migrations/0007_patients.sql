-- A birth date may be known in part: YYYY or YYYY-MM.
ALTER TABLE patients ALTER COLUMN birth_date TYPE text USING to_char(birth_date, 'YYYY-MM-DD');
ALTER TABLE decisions ALTER COLUMN birth_date TYPE text USING to_char(birth_date, 'YYYY-MM-DD');

ALTER TABLE patients
  ADD CHECK (birth_date ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  -- Fields that a message deleted: only a newer one fills them again.
  ADD COLUMN deleted_demographics text[] NOT NULL DEFAULT '{}',
  -- By the message that was sent at deceased_stated_at; null if none told.
  ADD COLUMN is_deceased boolean,
  ADD COLUMN deceased_stated_at timestamptz,
  -- Beside merged_at: of two merges of one second the one received later stands. Null in older rows.
  ADD COLUMN merged_received_at timestamptz,
  ADD COLUMN merged_message_id text;

-- Why an alert that was due was not raised.
ALTER TABLE decisions ADD COLUMN withheld text;
