-- Which backups were made, so that it can be said which of them still hold what was sealed afterwards. Above all
-- schools, like the backups themselves.

create schema backups;
grant usage on schema backups to schoolkeeper_app, schoolkeeper_backup;

create table backups.backup (
  id uuid primary key,
  file_name text not null,
  -- The moment of its snapshot: what was committed by then is in it.
  taken_at timestamptz not null,
  master_key_id text not null,
  size_bytes bigint not null,
  -- An operator has said that every copy of it is gone.
  destroyed_at timestamptz
);
grant select, insert, update (destroyed_at) on backups.backup to schoolkeeper_app;
