-- What was asked for on the school's network, and who looked at it. Each school has a table for each day, made ahead and
-- dropped whole when its time is over: two million rows go in a moment, and a question about one day reads one table.

create schema activity;
grant usage on schema activity to schoolkeeper_app, schoolkeeper_backup;

-- Every visit, for the short time in which what was open is kept.
create table activity.visit (
  school_id uuid not null,
  at timestamptz not null,
  -- Null for a device that nobody answers for.
  person_id uuid,
  address text not null,
  profile text not null,
  site text not null,
  allowed boolean not null,
  because text not null,
  category text,
  rule text,
  times integer not null check (times > 0)
) partition by range (school_id, at);
create index visit_person on activity.visit (school_id, person_id, at) where person_id is not null;
create index visit_address on activity.visit (school_id, address, at) where person_id is null;
create table activity.visit_other partition of activity.visit default;

-- Those that were blocked, once more: a few in a hundred, kept for longer, and what is counted.
create table activity.attempt (
  school_id uuid not null,
  at timestamptz not null,
  person_id uuid,
  address text not null,
  profile text not null,
  site text not null,
  because text not null,
  category text,
  rule text,
  times integer not null check (times > 0)
) partition by range (school_id, at);
create index attempt_person on activity.attempt (school_id, person_id, at) where person_id is not null;
create index attempt_address on activity.attempt (school_id, address, at) where person_id is null;
create table activity.attempt_other partition of activity.attempt default;

-- The app may not make tables, so these two do it for the school that asks, and for no other. What a restore put into
-- the table for all other days moves to its own. Days are London's.
create function activity.make_day(target text, day date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  school uuid := nullif(current_setting('schoolkeeper.school', true), '')::uuid;
  name text := format('%s_%s_%s', target, to_char(day, 'YYYYMMDD'), replace(school::text, '-', ''));
  starts timestamptz := day::timestamp at time zone 'Europe/London';
  ends timestamptz := (day + 1)::timestamp at time zone 'Europe/London';
begin
  if school is null or target not in ('visit', 'attempt') then
    raise exception 'No school asks, or there is no such table.' using errcode = 'insufficient_privilege';
  end if;
  if to_regclass(format('activity.%I', name)) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('activity.make_day'));
  if to_regclass(format('activity.%I', name)) is not null then return; end if;
  execute format('create table activity.%I (like activity.%I including constraints including indexes)', name, target);
  execute format(
    'with moved as (delete from activity.%I where school_id = $1 and at >= $2 and at < $3 returning *)
     insert into activity.%I select * from moved', target || '_other', name) using school, starts, ends;
  execute format('alter table activity.%I attach partition activity.%I for values from (%L, %L) to (%L, %L)',
    target, name, school, starts, school, ends);
end $$;

-- Drops the school's days before one. Waits for nobody for long: the next night tries again.
create function activity.drop_days(target text, before date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  school uuid := nullif(current_setting('schoolkeeper.school', true), '')::uuid;
  old record;
begin
  if school is null or target not in ('visit', 'attempt') then
    raise exception 'No school asks, or there is no such table.' using errcode = 'insufficient_privilege';
  end if;
  perform set_config('lock_timeout', '3s', true);
  for old in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = format('activity.%I', target)::regclass
       and c.relname like target || '\_________\_' || replace(school::text, '-', '')
       and split_part(c.relname, '_', 2) < to_char(before, 'YYYYMMDD')
  loop
    execute format('drop table activity.%I', old.relname);
  end loop;
  execute format('delete from activity.%I where school_id = $1 and at < $2', target || '_other')
    using school, before::timestamp at time zone 'Europe/London';
end $$;

grant execute on function activity.make_day(text, date), activity.drop_days(text, date) to schoolkeeper_app;

call schoolkeeper.protect('activity.visit', 'insert');
call schoolkeeper.protect('activity.attempt', 'insert');

-- Files of the engines' spool that were taken in, so that none counts twice; and what they say was lost.
create table activity.taken (
  school_id uuid not null,
  file text not null,
  at timestamptz not null,
  visits integer not null,
  lost integer not null,
  primary key (school_id, file)
);
call schoolkeeper.protect('activity.taken', 'insert, delete');

-- What the safeguarding lead looks at (decision S16): one for a child, or a device, and day.
create table activity.concern (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  day date not null,
  kind text not null check (kind in ('atOnce', 'repeated')),
  person_id uuid,
  address text not null,
  profile text not null,
  -- It is about an adult of the school: for the head.
  adult boolean not null,
  categories text[] not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  times integer not null check (times > 0),
  state text not null check (state in ('open', 'looked')),
  outcome text check (length(outcome) <= 2000),
  looked_at timestamptz,
  looked_by uuid,
  incident_id uuid,
  primary key (school_id, id),
  check ((state = 'open') = (looked_at is null))
);
create unique index concern_one on activity.concern (school_id, day, kind, (coalesce(person_id::text, address)));
create index concern_newest on activity.concern (school_id, last_at desc);
call schoolkeeper.protect('activity.concern',
  'insert, update (categories, last_at, times, state, outcome, looked_at, looked_by, incident_id)', 'id');

-- Who looked at whose day, and why.
create table activity.look (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  person_id uuid,
  address text,
  day date not null,
  reason text not null check (length(reason) between 1 and 1000),
  at timestamptz not null,
  by_id uuid not null,
  primary key (school_id, id),
  check ((person_id is null) <> (address is null))
);
create index look_newest on activity.look (school_id, at desc);
call schoolkeeper.protect('activity.look', 'insert', 'id');
call schoolkeeper.only_grows('activity.look');

-- What was blocked in a week, in numbers, as it was reported.
create table activity.week (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  monday date not null,
  numbers jsonb not null,
  made_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, monday)
);
call schoolkeeper.protect('activity.week', 'insert');
call schoolkeeper.only_grows('activity.week');
