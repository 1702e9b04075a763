-- Who leaves had things to do. When their access ends each goes to whoever comes next by itself; whose it was stays known, so
-- that all of it can still be shared out among those who take over.

alter table tasks.task add column left_by uuid;
create index task_left_by on tasks.task (school_id, left_by) where state = 'open' and left_by is not null;
