-- Powerful roles are granted by two people (decision X8): one asks, another agrees or refuses, and both stay on record.
create table people.designation_request (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null,
  starts_on date not null,
  why text not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  -- Nobody is designated by a request that lay about: it lapses.
  lapses_at timestamptz not null check (lapses_at > asked_at),
  state text not null default 'asked' check (state in ('asked', 'agreed', 'refused')),
  decided_by uuid check (decided_by <> asked_by and decided_by <> person_id),
  decided_at timestamptz,
  decided_why text,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  foreign key (school_id, asked_by) references people.person (school_id, id),
  check ((state = 'asked') = (decided_by is null))
);
create index designation_request_open on people.designation_request (school_id, asked_at) where state = 'asked';
call schoolkeeper.protect('people.designation_request');
