-- Keys with which people sign in to the proxy, inside encryption. Only hashes: a key is a hundred random bits.

create schema proxy_keys;
grant usage on schema proxy_keys to schoolkeeper_app, schoolkeeper_backup;

create table proxy_keys.key (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  person_id uuid not null,
  -- Engines of a server with several schools know a key by its name alone.
  name text not null unique check (length(name) <= 80),
  secret_hash text not null check (secret_hash ~ '^[0-9a-f]{64}$'),
  device text not null check (length(device) <= 60),
  made_at timestamptz not null,
  until timestamptz not null check (until > made_at),
  ended_at timestamptz,
  -- Null where nobody did it by hand: their sign-in was disabled.
  ended_by uuid,
  primary key (school_id, id)
);
create index key_of_person on proxy_keys.key (school_id, person_id) where ended_at is null;

call schoolkeeper.protect('proxy_keys.key', 'insert, update (ended_at, ended_by)');
