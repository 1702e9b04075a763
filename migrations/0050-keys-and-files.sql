-- Keys, and the files that they lock. No key stands here in clear: a school's keys are wrapped by the master key, which
-- lies in a file outside data and backups; a file's key is wrapped by its school's; a sealed file's key is sealed to a
-- public key whose private half is on paper (docs/decisions/0004-sealing.md).

create schema keys;
create schema files;
grant usage on schema keys, files to schoolkeeper_app, schoolkeeper_backup;

-- Which master key wraps the schools' keys, by its fingerprint. One row, above all schools.
create table keys.master_key_in_use (
  only_one boolean primary key default true check (only_one),
  key_id text not null check (key_id ~ '^[0-9a-f]{16}$'),
  since timestamptz not null,
  print_confirmed_at timestamptz
);
grant select, insert, update (print_confirmed_at) on keys.master_key_in_use to schoolkeeper_app;
grant select on keys.master_key_in_use to schoolkeeper_backup;

create table keys.school_key (
  school_id uuid not null,
  purpose text not null,
  version integer not null check (version > 0),
  master_key_id text not null,
  wrapped bytea not null,
  made_at timestamptz not null,
  primary key (school_id, purpose, version)
);

-- The public halves. A fingerprint of each paper half lets its holder check the paper alone; it gives nothing of it away.
create table keys.seal_key (
  school_id uuid not null,
  version integer not null check (version > 0),
  public_key bytea not null check (length(public_key) = 32),
  head_half_fingerprint bytea not null,
  chair_half_fingerprint bytea not null,
  head_half_confirmed_at timestamptz,
  chair_half_confirmed_at timestamptz,
  made_at timestamptz not null,
  primary key (school_id, version)
);

call schoolkeeper.protect('keys.school_key', 'insert');
call schoolkeeper.protect('keys.seal_key', 'insert, update (head_half_confirmed_at, chair_half_confirmed_at)');
-- A change of the master key wraps every school's keys anew. It runs as the owner, who reads no record by it.
create policy rotate on keys.school_key to schoolkeeper_owner using (true) with check (true);

create table files.file (
  school_id uuid not null,
  id uuid not null,
  -- The record that the file belongs to: whoever that record is kept from does not find the file either.
  about_kind text not null,
  about_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  declared_type text not null,
  detected_type text not null,
  size_bytes bigint not null check (size_bytes > 0),
  -- Of the bytes as they arrived, before anything looked inside.
  sha256 bytea not null check (length(sha256) = 32),
  source text not null,
  stored_by_kind text not null,
  stored_by uuid,
  first_stored_at timestamptz not null,
  stored_as uuid not null,
  key_version integer,
  wrapped_key bytea,
  seal_version integer,
  sealed_key bytea,
  sealed_at timestamptz,
  primary key (school_id, id),
  unique (school_id, stored_as),
  foreign key (school_id, seal_version) references keys.seal_key (school_id, version),
  constraint open_or_sealed check (
    case when sealed_at is null
      then num_nonnulls(wrapped_key, key_version) = 2 and num_nonnulls(sealed_key, seal_version) = 0
      else num_nonnulls(wrapped_key, key_version) = 0 and num_nonnulls(sealed_key, seal_version) = 2
    end)
);
create index file_about on files.file (school_id, about_id);

-- The stripped copy of a picture, which is what pages show. Sealing deletes it.
create table files.shown_copy (
  school_id uuid not null,
  file_id uuid not null,
  about_id uuid not null,
  stored_as uuid not null,
  key_version integer not null,
  wrapped_key bytea not null,
  type text not null,
  size_bytes bigint not null,
  width integer not null,
  height integer not null,
  primary key (school_id, file_id),
  unique (school_id, stored_as),
  foreign key (school_id, file_id) references files.file (school_id, id)
);

-- Bytes that a committed change has made superfluous and that are still on the disk. A seal counts when none is left.
create table files.to_destroy (
  school_id uuid not null,
  stored_as uuid not null,
  file_id uuid not null,
  since timestamptz not null,
  primary key (school_id, stored_as)
);

create function files.stay_sealed() returns trigger language plpgsql as $$
begin
  raise exception 'A sealed file stays as it is.' using errcode = 'insufficient_privilege';
end $$;
create trigger stay_sealed before update on files.file
  for each row when (old.sealed_at is not null) execute function files.stay_sealed();

call schoolkeeper.protect('files.file',
  'insert, update (stored_as, key_version, wrapped_key, seal_version, sealed_key, sealed_at)', 'about_id');
call schoolkeeper.protect('files.shown_copy', 'insert, delete', 'about_id');
call schoolkeeper.protect('files.to_destroy', 'insert, delete');
