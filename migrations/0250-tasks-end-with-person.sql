-- Some things only one person can do: sign for themselves, go through their own checklist. When they leave, nobody else has it.

alter table tasks.task add column ends_with_person boolean not null default false;
