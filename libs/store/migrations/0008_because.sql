-- Why the result was due for a decision. Null where the decision is older than this column.
ALTER TABLE decisions ADD COLUMN because text;
