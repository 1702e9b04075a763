-- The four roles that Schoolkeeper signs in to PostgreSQL as. Run by a superuser, in any database; safe to run again.
-- Passwords are set apart from this file. docs/operating/database.md says how.

do $$
declare
  wanted text;
begin
  foreach wanted in array array['schoolkeeper_owner', 'schoolkeeper_app', 'schoolkeeper_backup', 'schoolkeeper_jobs'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I', wanted);
    end if;
  end loop;
end
$$;

-- Owns the database and every schema but that of the jobs. Migrates, and nothing else.
alter role schoolkeeper_owner with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
-- What pages and commands run as: owns nothing, may change no table's shape, and row security holds it.
alter role schoolkeeper_app with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
-- Reads every row of every school, and writes none.
alter role schoolkeeper_backup with login nosuperuser nocreatedb nocreaterole noreplication bypassrls;
-- Owns the queue of jobs (schema graphile_worker), and nothing of the school's.
alter role schoolkeeper_jobs with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;

alter role schoolkeeper_backup set default_transaction_read_only = on;
