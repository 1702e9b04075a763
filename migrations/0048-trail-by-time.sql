-- Counting a month of the trail, or reading its days, reads those days alone.
create index entry_at on audit.entry (school_id, at);
