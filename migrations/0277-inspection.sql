-- Looking inside encrypted pages (decision X10): proposed by one person, agreed by another, for groups. The authority's key is kept wrapped.

create table filtering.inspection (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  -- Groups whose pages are looked into. Guests and own devices never are.
  profiles text[] not null check (cardinality(profiles) > 0 and not 'guests' = any (profiles)),
  why text not null check (length(why) between 1 and 1000),
  state text not null check (state in ('proposed', 'inForce', 'refused', 'ended')),
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_why text check (length(decided_why) <= 1000),
  ended_at timestamptz,
  ended_by uuid,
  ended_why text check (length(ended_why) <= 1000),
  primary key (school_id, id),
  check (decided_by is null or decided_by <> proposed_by),
  check ((state = 'proposed') = (decided_at is null)),
  check ((state = 'ended') = (ended_at is not null))
);
create unique index inspection_in_force on filtering.inspection (school_id) where state = 'inForce';
create unique index inspection_proposed on filtering.inspection (school_id) where state = 'proposed';

-- The school's own certificate authority. Its key opens by the school's key alone, and leaves this table for the engines only.
create table filtering.authority (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  certificate text not null,
  sealed_key bytea not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (school_id, id)
);

call schoolkeeper.protect('filtering.inspection', 'insert, update (state, decided_at, decided_by, decided_why, ended_at, ended_by, ended_why)');
call schoolkeeper.protect('filtering.authority', 'insert');
