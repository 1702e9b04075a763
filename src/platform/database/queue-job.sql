-- The only ways in which the app reaches the queue: it adds a job in the transaction of the record that the job is
-- about, and lists what waits for its school. Run as role jobs after graphile-worker's own migrations; safe to run again.

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

-- What waits for the caller's school. The payload stays inside: only the record that a job is about comes out, so that
-- the app can leave out what is kept from whoever asks.
create or replace function graphile_worker.jobs_of_school()
returns table (
  id bigint,
  task text,
  about_id uuid,
  run_at timestamptz,
  attempts integer,
  max_attempts integer,
  last_error text,
  running boolean
)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select job.id, task.identifier, (job.payload ->> 'aboutId')::uuid, job.run_at, job.attempts::integer,
         job.max_attempts::integer, job.last_error, job.locked_at is not null
    from graphile_worker._private_jobs job
    join graphile_worker._private_tasks task on task.id = job.task_id
   where job.payload ->> 'school' = nullif(current_setting('schoolkeeper.school', true), '')
$$;

revoke execute on all functions in schema graphile_worker from public;
grant execute on function graphile_worker.queue_job, graphile_worker.jobs_of_school to schoolkeeper_app;
