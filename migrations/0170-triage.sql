-- What people answered when they were led through an incident, the steps that follow, and a school's own flows.

create schema triage;
grant usage on schema triage to schoolkeeper_app, schoolkeeper_backup;

-- One answer, decision or recorded step. The list only grows; the newest for a node counts.
create table triage.reply (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  -- Its place in the incident, so that two answers of one moment keep their order.
  number integer not null check (number > 0),
  -- The flow and its version, as it was asked: main.illegal/1.
  flow_id text not null,
  node_id text not null,
  -- The word for the same thing in another flow, whose answer or task carries over.
  means text,
  answer text not null,
  reason text check (length(reason) <= 4000),
  answered_by uuid not null,
  answered_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, incident_id, number),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, answered_by) references people.person (school_id, id)
);

-- A step of a flow on somebody's list: its clock runs from the moment it opened.
create table triage.step (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  -- Its meaning, or flow and node where it has none: the same thing in two flows is one step.
  name text not null,
  flow_id text not null,
  node_id text not null,
  means text,
  state text not null check (state in ('open', 'waiting', 'done', 'notNeeded', 'setAside')),
  clock text check (clock in ('hours', 'workingDays', 'schoolDays')),
  due_at timestamptz,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  reason text,
  primary key (school_id, id),
  unique (school_id, incident_id, name),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id)
);
create index step_due on triage.step (school_id, due_at) where state in ('open', 'waiting');

-- A school's own copy of a flow. A version that was in force is never changed: answers name it for ever.
create table triage.flow_version (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  flow_key text not null,
  version integer not null check (version > 1),
  state text not null check (state in ('draft', 'proposed', 'confirmed', 'refused', 'discarded')),
  text jsonb not null,
  why text check (length(why) <= 2000),
  -- New incidents use it from this day on.
  from_day date,
  drafted_by uuid not null,
  drafted_at timestamptz not null,
  proposed_by uuid,
  proposed_at timestamptz,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text check (length(decision_reason) <= 2000),
  revision integer not null default 1,
  primary key (school_id, id),
  unique (school_id, flow_key, version),
  -- Two people: whoever proposes it cannot put it in force.
  check (state not in ('confirmed', 'refused') or (decided_by is not null and decided_by <> proposed_by)),
  check (state <> 'confirmed' or from_day is not null)
);

call schoolkeeper.protect('triage.reply', 'insert', 'incident_id');
call schoolkeeper.protect('triage.step', 'insert, update', 'incident_id');
call schoolkeeper.protect('triage.flow_version', 'insert, update');

create function triage.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'What was answered stays as it was answered: % on % is refused.', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger no_change before update or delete on triage.reply
  for each row execute function triage.refuse_change();

-- The text of a version stays as it was proposed.
create function triage.refuse_new_text() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.text is distinct from old.text or new.flow_key <> old.flow_key or new.version <> old.version) then
    raise exception 'A flow that was proposed is not rewritten: make a new copy.'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger text_stays before update on triage.flow_version
  for each row execute function triage.refuse_new_text();
