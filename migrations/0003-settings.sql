-- What one school sets differently: every change is a new row, the newest counts.

create schema settings;
grant usage on schema settings to schoolkeeper_app, schoolkeeper_backup;

create table settings.value (
  school_id uuid not null,
  key text not null,
  version integer not null check (version > 0),
  value jsonb not null,
  why text not null,
  changed_by uuid,
  changed_at timestamptz not null,
  primary key (school_id, key, version)
);
call schoolkeeper.protect('settings.value', 'insert');
