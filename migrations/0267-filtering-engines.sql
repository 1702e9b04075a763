-- What each engine of the network has taken and when it last answered, copied each minute from the file that it writes: for evidence.

create table filtering.engine (
  school_id uuid not null references schools.school (id),
  engine text not null check (engine in ('dns', 'proxy')),
  -- ADDRESS:PORT.
  at text not null check (length(at) <= 80),
  beat_at timestamptz not null,
  answered_at timestamptz,
  -- Number of the state that it has taken; null where it has none of this school.
  version integer,
  primary key (school_id, engine, at)
);

call schoolkeeper.protect('filtering.engine', 'insert, update (beat_at, answered_at, version), delete');
