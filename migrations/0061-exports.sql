-- One-time codes for exporting a school: two people of the school allow it on a page, whoever runs the server types the
-- code. Only a hash is kept.

create schema exports;
grant usage on schema exports to schoolkeeper_app, schoolkeeper_backup;

create table exports.code (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  code_hash bytea not null check (length(code_hash) = 32),
  -- What is kept from this person is not exported either.
  asked_by uuid not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz,
  primary key (school_id, id)
);
call schoolkeeper.protect('exports.code', 'insert, update (used_at)');
