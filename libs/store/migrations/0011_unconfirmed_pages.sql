-- Attempts that may have arrived, although the endpoint did not confirm them in time: each may have paged people.
ALTER TABLE pages ADD COLUMN unconfirmed integer NOT NULL DEFAULT 0;
