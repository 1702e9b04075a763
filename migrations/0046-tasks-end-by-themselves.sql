-- What waits for a second person is for whoever holds a role, less some of them, and is over when the request is.
alter table tasks.task
  -- Holders of its role who never have it: who asked for a second person, and whom it is about.
  add column not_for uuid[] not null default '{}',
  -- Nothing is left to do from then on, because what was asked for has lapsed.
  add column lapses_at timestamptz;
create index task_lapses on tasks.task (school_id, lapses_at) where state = 'open' and lapses_at is not null;

-- Whoever asked may take it back while nobody has answered.
alter table two_person.request
  add column withdrawn_at timestamptz,
  add constraint withdrawn_before_decided check (withdrawn_at is null or decision is null);

create or replace function two_person.keep_decided() returns trigger language plpgsql as $$
begin
  if (old.decision is not null and (new.decision, new.decided_by, new.decided_at, new.grant_ends_at)
        is distinct from (old.decision, old.decided_by, old.decided_at, old.grant_ends_at))
     or (old.withdrawn_at is not null and new.withdrawn_at is distinct from old.withdrawn_at)
     or (old.used_at is not null and new.used_at is distinct from old.used_at)
     or (old.finding is not null and new.finding is distinct from old.finding)
     or (new.action, new.about_id, new.reason, new.asked_by, new.asked_at, new.waits_until, new.break_glass)
        is distinct from (old.action, old.about_id, old.reason, old.asked_by, old.asked_at, old.waits_until, old.break_glass)
  then
    raise exception 'What was asked, decided or used stays as it is.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
