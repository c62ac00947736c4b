-- W3C trace context of the span in which a decision or a page was made. Null while traces are off, and in earlier rows.
ALTER TABLE decisions ADD COLUMN traceparent text;
ALTER TABLE pages ADD COLUMN traceparent text;
