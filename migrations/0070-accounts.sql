-- Logons to the school's network, and why one does not work. A hold stops a person's network (or a logon that belongs to
-- nobody, such as a class's); it never touches Schoolkeeper itself (decision S9).

create schema accounts;
grant usage on schema accounts to schoolkeeper_app, schoolkeeper_backup;

create table accounts.account (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  kind text not null check (kind in ('individual', 'class', 'generic', 'temporary')),
  -- Never given out twice: what a logon did last year must not be laid at the next holder's door.
  logon_name text not null check (logon_name = lower(logon_name) and length(logon_name) between 2 and 64),
  person_id uuid,
  class_id uuid,
  -- The adult who answers for a logon that several people use, or who asked for a temporary one.
  owner_id uuid,
  purpose text check (length(purpose) between 1 and 300),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  last_used_at timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  closed_at timestamptz,
  primary key (school_id, id),
  unique (school_id, logon_name),
  foreign key (school_id, person_id) references people.person (school_id, id),
  foreign key (school_id, owner_id) references people.person (school_id, id),
  foreign key (school_id, class_id) references schools.class (school_id, id),
  check ((kind in ('individual', 'temporary')) = (person_id is not null)),
  check ((kind = 'class') = (class_id is not null)),
  check (kind <> 'temporary' or ends_on is not null)
);
create unique index account_one_each on accounts.account (school_id, person_id)
  where closed_at is null and person_id is not null;
create unique index account_one_a_class on accounts.account (school_id, class_id)
  where closed_at is null and class_id is not null;

-- Why the network is stopped for somebody. The subject is a person, or an account that belongs to nobody.
create table accounts.hold (
  school_id uuid not null,
  id uuid not null,
  subject_kind text not null check (subject_kind in ('person', 'account')),
  subject_id uuid not null,
  because_kind text not null,
  because_id uuid not null,
  stops text not null check (stops in ('everything', 'internet', 'email')),
  sentence text not null check (length(sentence) between 1 and 300),
  starts_at timestamptz not null,
  until timestamptz,
  placed_at timestamptz not null,
  placed_by uuid,
  -- Null while it lies ahead: those that follow have not been told.
  announced_at timestamptz,
  released_at timestamptz,
  released_by uuid,
  released_why text,
  primary key (school_id, id)
);
create unique index hold_one_each on accounts.hold (school_id, subject_id, because_kind, because_id)
  where released_at is null;
create index hold_unannounced on accounts.hold (school_id, starts_at) where released_at is null and announced_at is null;
create index hold_until on accounts.hold (school_id, until) where released_at is null and until is not null;

-- A head's exception: access without a signature until a day, for a reason.
create table accounts.exception (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  why text not null check (length(why) between 1 and 500),
  granted_at timestamptz not null,
  granted_by uuid not null check (granted_by <> person_id),
  last_day date not null,
  ends_at timestamptz not null check (ends_at > granted_at),
  ended_at timestamptz,
  ended_by uuid,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);
create unique index exception_one_each on accounts.exception (school_id, person_id) where ended_at is null;

-- What was last announced of a subject; a subject without a row has everything.
create table accounts.standing (
  school_id uuid not null,
  subject_id uuid not null,
  works boolean not null,
  internet boolean not null,
  email boolean not null,
  since timestamptz not null,
  primary key (school_id, subject_id)
);

call schoolkeeper.protect('accounts.account');
call schoolkeeper.protect('accounts.hold');
call schoolkeeper.protect('accounts.exception');
call schoolkeeper.protect('accounts.standing');
