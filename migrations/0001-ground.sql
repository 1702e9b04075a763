-- What every table stands on: who is asking (school and person, set once per transaction), the second lock
-- behind each store's own `where`, and the list of what is kept from whom.

create schema if not exists schoolkeeper;
create schema access;
grant usage on schema schoolkeeper, access to schoolkeeper_app, schoolkeeper_backup;

-- After the first transaction on a connection the setting is '' and not null, hence nullif.
create function schoolkeeper.school() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('schoolkeeper.school', true), '')::uuid $$;

create function schoolkeeper.person() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('schoolkeeper.person', true), '')::uuid $$;

-- Nobody sees what is about them: one row keeps one record (an incident, an allegation …) from one person.
create table access.kept_from (
  school_id uuid not null,
  record_id uuid not null,
  person_id uuid not null,
  why text not null check (why in ('subject', 'relative', 'notApproachable')),
  since timestamptz not null,
  primary key (school_id, person_id, record_id)
);
create index kept_from_record on access.kept_from (school_id, record_id);

create function schoolkeeper.kept_ids() returns uuid[] language sql stable parallel safe
  as $$
    select coalesce(array_agg(record_id), '{}')
      from access.kept_from
     where school_id = schoolkeeper.school() and person_id = schoolkeeper.person()
  $$;

-- Puts the second lock on a table: rows of another school do not exist and, where `kept_by` names the column that
-- holds a record's id, neither do rows of a record that is kept from the person who asks.
-- `app_may` lists what the application may do besides reading; nothing may be deleted unless it says so.
create procedure schoolkeeper.protect(target regclass, app_may text default 'insert, update', kept_by text default null)
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy school on %s using (school_id = (select schoolkeeper.school()))
       with check (school_id = (select schoolkeeper.school()))', target);
  if kept_by is not null then
    execute format(
      'create policy kept on %s as restrictive for select
         using (%I is null or %I <> all ((select schoolkeeper.kept_ids())::uuid[]))', target, kept_by, kept_by);
  end if;
  execute format('grant select on %s to schoolkeeper_app, schoolkeeper_backup', target);
  if app_may <> '' then
    execute format('grant %s on %s to schoolkeeper_app', app_may, target);
  end if;
end $$;

call schoolkeeper.protect('access.kept_from', 'insert, delete');

-- One row for each form that was sent: a double click, or a browser that sends again, makes one record.
create schema web;
grant usage on schema web to schoolkeeper_app, schoolkeeper_backup;
create table web.sent_once (
  school_id uuid not null,
  token text not null check (length(token) between 16 and 64),
  at timestamptz not null,
  went_to text,
  primary key (school_id, token)
);
call schoolkeeper.protect('web.sent_once', 'insert, update');

-- Lets a definer function (they run as the owner) look something up before the school is known. Each use is listed
-- and tested (decision X1); such functions return ids only.
create procedure schoolkeeper.open_to_definer(target regclass)
language plpgsql as $$
begin
  execute format('create policy definer on %s for select to schoolkeeper_owner using (true)', target);
end $$;

grant execute on all functions in schema schoolkeeper to schoolkeeper_app, schoolkeeper_backup;
