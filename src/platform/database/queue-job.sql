-- The only way in which the app adds a job, so that it is queued in the transaction of the record that it is about.
-- Run as role jobs after graphile-worker's own migrations; safe to run again.

-- The queue's tables have row security and no policy, so the function runs as their owner. Whatever the caller says,
-- the payload carries the caller's school (null before the school is known), and a key counts within one school.
create or replace function graphile_worker.queue_job(
  task text,
  payload jsonb default '{}',
  run_at timestamptz default null,
  job_key text default null,
  max_attempts integer default null
) returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  school uuid := nullif(current_setting('schoolkeeper.school', true), '')::uuid;
begin
  perform graphile_worker.add_job(
    identifier => task,
    payload => (payload || jsonb_build_object('school', school))::json,
    run_at => run_at,
    job_key => coalesce(school::text, 'all') || ':' || job_key,
    max_attempts => max_attempts
  );
end
$$;

revoke execute on all functions in schema graphile_worker from public;
grant execute on function graphile_worker.queue_job to schoolkeeper_app;
