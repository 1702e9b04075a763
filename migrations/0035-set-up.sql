-- The first visit: what was answered so far, before any school exists, and the one-time code that opens it.

create schema set_up;
grant usage on schema set_up to schoolkeeper_app, schoolkeeper_backup;

-- Without a school, because there is none yet: the draft's id becomes the school's. Holds what was typed until the
-- school is made, and then nothing.
create table set_up.draft (
  id uuid primary key,
  code_hash bytea not null,
  -- The browser that gave the code.
  session_hash bytea,
  failures integer not null default 0,
  failed_at timestamptz,
  answers jsonb not null default '{}',
  begun_at timestamptz not null,
  school_made_at timestamptz,
  links_made_at timestamptz,
  seal_keys_made_at timestamptz,
  finished_at timestamptz
);
-- One at a time.
create unique index draft_open on set_up.draft ((true)) where finished_at is null;
grant select, insert, update on set_up.draft to schoolkeeper_app;
grant select on set_up.draft to schoolkeeper_backup;
