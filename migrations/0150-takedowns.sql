-- Asking somebody to remove something: whom, by when, what came of it.

create schema takedowns;
grant usage on schema takedowns to schoolkeeper_app, schoolkeeper_backup;

create table takedowns.request (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  whom text not null check (whom in ('user', 'staff', 'parent', 'administrator', 'provider')),
  wants text not null check (wants in ('remove', 'closeAccount')),
  -- The well-known network, or null where it is another place.
  network text,
  place text not null check (length(place) between 1 and 300),
  what text not null check (length(what) between 1 and 1000),
  -- Somebody in the incident who is asked, or whose account it is.
  person_id uuid,
  name_then text check (length(name_then) <= 200),
  under_age boolean,
  -- What was asked before, and refused.
  follows uuid,
  state text not null check (state in ('asked', 'removed', 'refused', 'withdrawn')),
  asked_at timestamptz not null,
  asked_by uuid,
  answer_by timestamptz not null,
  over_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  foreign key (school_id, follows) references takedowns.request (school_id, id),
  check ((state = 'asked') = (over_at is null))
);
create index request_incident on takedowns.request (school_id, incident_id);
create index request_asked on takedowns.request (school_id, asked_at desc);

create table takedowns.entry (
  school_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  incident_id uuid not null,
  act text not null,
  says text not null check (length(says) between 1 and 2000),
  at timestamptz not null,
  written_by uuid,
  primary key (school_id, id),
  foreign key (school_id, request_id) references takedowns.request (school_id, id)
);
create index entry_request on takedowns.entry (school_id, request_id, at);

call schoolkeeper.protect('takedowns.request', 'insert, update (state, answer_by, over_at)', 'incident_id');
call schoolkeeper.protect('takedowns.entry', 'insert', 'incident_id');
