-- Who may sign in to Schoolkeeper and how they prove it, and the sign-ins that are open now. A person is an opaque id
-- here: who they are and what they may do is asked of the features when a page is opened.

create schema sign_in;
grant usage on schema sign_in to schoolkeeper_app, schoolkeeper_backup;

create table sign_in.login (
  school_id uuid not null,
  person_id uuid not null,
  -- Lower case, so that unique means unique whatever the case; unique across all schools of the installation.
  sign_in_name text not null unique check (sign_in_name = lower(sign_in_name) and length(sign_in_name) between 2 and 100),
  -- argon2id, with its parameters. Null until the first password is chosen.
  password_hash text check (password_hash like '$argon2id$%'),
  password_set_at timestamptz,
  must_change_password boolean not null default false,
  disabled_at timestamptz,
  disabled_why text,
  created_at timestamptz not null,
  primary key (school_id, person_id),
  check ((disabled_at is null) = (disabled_why is null))
);

-- An authenticator app. The secret is sealed; `pending_secret` waits for its first right code.
create table sign_in.totp (
  school_id uuid not null,
  person_id uuid not null,
  secret bytea,
  pending_secret bytea,
  -- A code works once: the time step of the last one that did.
  after_time_step bigint,
  enrolled_at timestamptz,
  primary key (school_id, person_id),
  foreign key (school_id, person_id) references sign_in.login
);

create table sign_in.passkey (
  school_id uuid not null,
  credential_id text not null,
  person_id uuid not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  enrolled_at timestamptz not null,
  last_used_at timestamptz,
  primary key (school_id, credential_id),
  foreign key (school_id, person_id) references sign_in.login
);
create index passkey_person on sign_in.passkey (school_id, person_id);

-- Keyed hashes: without the key outside the database they cannot be tried.
create table sign_in.recovery_code (
  school_id uuid not null,
  person_id uuid not null,
  code_hash bytea not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (school_id, person_id, code_hash),
  foreign key (school_id, person_id) references sign_in.login
);

-- The way to a first or a new password (decision X6): opening it does nothing, sending its form does.
create table sign_in.password_link (
  school_id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  made_at timestamptz not null,
  made_by uuid,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (school_id, token_hash),
  foreign key (school_id, person_id) references sign_in.login
);
create index password_link_person on sign_in.password_link (school_id, person_id);

-- A device on which somebody has signed in before: their own mistakes and a stranger's are counted apart (decision X9).
create table sign_in.known_device (
  school_id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  first_used_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (school_id, token_hash, person_id),
  foreign key (school_id, person_id) references sign_in.login
);

create table sign_in.session (
  school_id uuid not null,
  id uuid not null,
  -- SHA-256 of the 256 random bits that the browser holds.
  token_hash bytea not null unique,
  kind text not null check (kind in ('person', 'classSession')),
  person_id uuid,
  class_session_id uuid,
  -- What is still to do before pages open: `open` when nothing is.
  stage text not null check (stage in ('secondFactor', 'newPassword', 'enrolment', 'recoveryCodes', 'open')),
  csrf text not null,
  -- The browser and system, in words, so that people recognise their own sign-ins. Never kept for a class session.
  device text not null default '',
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  idle_minutes integer not null check (idle_minutes > 0),
  expires_at timestamptz not null,
  proved_second_factor_at timestamptz,
  stepped_up_at timestamptz,
  -- What a passkey has to sign next, once.
  challenge text,
  challenge_at timestamptz,
  ended_at timestamptz,
  ended_why text,
  primary key (school_id, id),
  foreign key (school_id, person_id) references sign_in.login,
  check ((kind = 'person') = (person_id is not null)),
  check ((kind = 'classSession') = (class_session_id is not null)),
  check (kind = 'person' or stage = 'open')
);
create index session_person on sign_in.session (school_id, person_id) where ended_at is null;

call schoolkeeper.protect('sign_in.login');
call schoolkeeper.protect('sign_in.totp', 'insert, update, delete');
call schoolkeeper.protect('sign_in.passkey', 'insert, update, delete');
call schoolkeeper.protect('sign_in.recovery_code', 'insert, update, delete');
call schoolkeeper.protect('sign_in.password_link', 'insert, update, delete');
call schoolkeeper.protect('sign_in.known_device', 'insert, update, delete');
call schoolkeeper.protect('sign_in.session', 'insert, update, delete');
call schoolkeeper.open_to_definer('sign_in.session');

-- Before the school is known: the start page sends those who are signed in to their school. The hash is unguessable.
create function sign_in.school_of_session(wanted bytea) returns uuid
  language sql stable security definer set search_path = pg_catalog
  as $$ select school_id from sign_in.session where token_hash = wanted and ended_at is null $$;
grant execute on function sign_in.school_of_session(bytea) to schoolkeeper_app;
