-- Attempts, by keyed hash of who or what tries: never a name or an address (decisions X9 and S8).

create table sign_in.attempts (
  school_id uuid not null,
  key_hash bytea not null,
  tries integer not null,
  last_at timestamptz not null,
  wait_until timestamptz not null,
  primary key (school_id, key_hash)
);

-- How often something was done since a moment, for what is limited rather than slowed.
create table sign_in.count (
  school_id uuid not null,
  key_hash bytea not null,
  since timestamptz not null,
  times integer not null,
  primary key (school_id, key_hash)
);

call schoolkeeper.protect('sign_in.attempts', 'insert, update, delete');
call schoolkeeper.protect('sign_in.count', 'insert, update, delete');
