-- Counts changes of a person's record: of two people who edit at once, the second is told.
alter table people.person add column revision integer not null default 1;

-- What other features print of a person who did something. With the rights of whoever asks, so row security holds.
create view people.named with (security_invoker = true) as
  select school_id, id, coalesce(known_as, given_name) || ' ' || family_name as name from people.person;
grant select on people.named to schoolkeeper_app, schoolkeeper_backup;
