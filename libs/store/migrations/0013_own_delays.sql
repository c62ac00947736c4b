-- How far next_attempt_at and claimed_until lay in the future when they were set. What lies further ahead was set before
-- the clock was set back. Null: set by an earlier version, and taken as it stands.
ALTER TABLE pages
  ADD COLUMN retry_delay interval,
  ADD COLUMN lease interval;
