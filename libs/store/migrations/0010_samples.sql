-- What tells results of one order apart, or two orders alike. Empty if unknown, as in all rows before: it matches any.
ALTER TABLE results
  -- The placer's order number, where order_number is the filler's.
  ADD COLUMN placer_number text NOT NULL DEFAULT '',
  -- SPM-2.
  ADD COLUMN specimen text NOT NULL DEFAULT '',
  -- The configured code that OBX-3 carries.
  ADD COLUMN code text NOT NULL DEFAULT '',
  -- OBR-4, what was ordered.
  ADD COLUMN service text NOT NULL DEFAULT '',
  -- The digits of the time before it was corrected last.
  ADD COLUMN corrected_from text NOT NULL DEFAULT '';
