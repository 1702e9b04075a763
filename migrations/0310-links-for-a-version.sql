-- The version of the text that a one-time link was made for (decision X6), so that whoever opens it later is shown what has
-- changed since. Null in links that are older than this column: they live for 14 days.

alter table agreements.link add column version_id uuid;
alter table agreements.link add foreign key (school_id, version_id) references agreements.version (school_id, id);
