-- Acts that nobody does alone (decision X8): one asks, another agrees, and the grant lasts for a short time. What was
-- refused and what ran out stays.

create schema two_person;
grant usage on schema two_person to schoolkeeper_app, schoolkeeper_backup;

create table two_person.request (
  school_id uuid not null,
  id uuid not null,
  action text not null,
  about_id uuid not null,
  reason text not null check (length(reason) between 10 and 2000),
  asked_by uuid not null,
  asked_at timestamptz not null,
  -- Unanswered until then, it is over.
  waits_until timestamptz not null check (waits_until > asked_at),
  decision text check (decision in ('agreed', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  decided_why text,
  grant_ends_at timestamptz,
  used_at timestamptz,
  -- Done outside the usual way: somebody else looks at it afterwards.
  break_glass boolean not null,
  reviewed_by uuid,
  reviewed_at timestamptz,
  finding text,
  primary key (school_id, id),
  -- Two people, and neither of them the one it is about.
  constraint two_people check (decided_by <> asked_by),
  constraint not_about_oneself check (about_id <> asked_by and (decided_by is null or about_id <> decided_by)),
  constraint a_third_reviews check (reviewed_by <> asked_by and reviewed_by <> decided_by),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  check (coalesce(decision = 'agreed', false) = (grant_ends_at is not null)),
  check (used_at is null or used_at <= grant_ends_at),
  check ((reviewed_by is null) = (finding is null))
);
create index request_waiting on two_person.request (school_id, waits_until) where decision is null;
create index request_about on two_person.request (school_id, about_id, action);

-- A decision, a use and a finding are written once: what was refused or used can be made neither open nor new again.
create function two_person.keep_decided() returns trigger language plpgsql as $$
begin
  if (old.decision is not null and (new.decision, new.decided_by, new.decided_at, new.grant_ends_at)
        is distinct from (old.decision, old.decided_by, old.decided_at, old.grant_ends_at))
     or (old.used_at is not null and new.used_at is distinct from old.used_at)
     or (old.finding is not null and new.finding is distinct from old.finding)
     or (new.action, new.about_id, new.reason, new.asked_by, new.asked_at, new.waits_until, new.break_glass)
        is distinct from (old.action, old.about_id, old.reason, old.asked_by, old.asked_at, old.waits_until, old.break_glass)
  then
    raise exception 'What was asked, decided or used stays as it is.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger keep_decided before update on two_person.request for each row execute function two_person.keep_decided();

call schoolkeeper.protect('two_person.request', 'insert, update', 'about_id');
