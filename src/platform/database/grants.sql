-- Who may enter the database and what is theirs in it. Run by a superuser in the database; safe to run again.
-- What the app may do to each table is granted by the migration that makes the table.

do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format(
    'grant connect on database %I to schoolkeeper_app, schoolkeeper_backup, schoolkeeper_jobs', current_database());
  execute format('alter database %I set timezone to ''UTC''', current_database());
end
$$;

revoke all on schema public from public;
create schema if not exists graphile_worker authorization schoolkeeper_jobs;
grant usage on schema graphile_worker to schoolkeeper_app, schoolkeeper_backup;

-- A backup that leaves a table out is no backup, so it may read whatever the owner or the jobs make.
alter default privileges for role schoolkeeper_owner grant usage on schemas to schoolkeeper_backup;
alter default privileges for role schoolkeeper_owner grant select on tables to schoolkeeper_backup;
alter default privileges for role schoolkeeper_owner grant select on sequences to schoolkeeper_backup;
alter default privileges for role schoolkeeper_jobs grant select on tables to schoolkeeper_backup;
alter default privileges for role schoolkeeper_jobs grant select on sequences to schoolkeeper_backup;

-- A function that runs with its owner's rights is open to nobody until a migration says to whom.
alter default privileges for role schoolkeeper_owner revoke execute on functions from public;
alter default privileges for role schoolkeeper_jobs revoke execute on functions from public;
