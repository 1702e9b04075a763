-- Does the filter do what was agreed? Tests that run by themselves, what people tried with a device in their hands, and the yearly review.

create schema filter_checks;
grant usage on schema filter_checks to schoolkeeper_app, schoolkeeper_backup;

-- One run of the self-test: what each group got for each site, asked over the network. Never changed.
create table filter_checks.test (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  at timestamptz not null,
  -- Nobody: the timetable.
  asked_by uuid,
  cases_version integer not null check (cases_version > 0),
  -- Whom it asked, as ADDRESS:PORT; none where the school has none.
  resolver text check (length(resolver) <= 100),
  proxy text check (length(proxy) <= 100),
  outcome text not null check (outcome in ('passed', 'failed', 'silent')),
  results jsonb not null,
  primary key (school_id, id)
);
create index test_newest on filter_checks.test (school_id, at desc);

-- Somebody walked the building and tried it on a device. Never changed.
create table filter_checks.look (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  at timestamptz not null,
  looked_by uuid not null,
  device text not null check (length(device) between 1 and 100),
  profile text not null,
  place text not null check (length(place) between 1 and 100),
  results jsonb not null,
  came_through boolean not null,
  -- What was done about it, in the words of whoever looked.
  action text check (length(action) <= 1000),
  primary key (school_id, id),
  check (not came_through or action is not null)
);
create index look_newest on filter_checks.look (school_id, at desc);

call schoolkeeper.protect('filter_checks.test', 'insert');
call schoolkeeper.protect('filter_checks.look', 'insert');
call schoolkeeper.only_grows('filter_checks.test');
call schoolkeeper.only_grows('filter_checks.look');
