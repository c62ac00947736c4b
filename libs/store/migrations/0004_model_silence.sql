-- Why no model spoke: switched off, or it failed. Null where it spoke, and in rows older than this column.
ALTER TABLE decisions ADD COLUMN model_silence text CHECK (model_silence IN ('off', 'failed'));
