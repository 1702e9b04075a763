-- Counts changes of a person's record: of two people who edit at once, the second is told.
alter table people.person add column revision integer not null default 1;
