-- The school's own directory (OpenLDAP, Active Directory), which follows its logons: how it is reached, what was last
-- written there, what waits to be written, plans that somebody looks at first, and what was changed there by hand.

-- What directories have to know of a logon, and whether it works now. With the rights of whoever asks.
create view accounts.logon with (security_invoker = true) as
  select a.school_id, a.id, a.kind, a.logon_name, a.person_id, a.class_id, a.purpose, a.starts_on, a.ends_on,
         a.closed_at is not null as closed, coalesce(s.works, true) as works
    from accounts.account a
    left join accounts.standing s on s.school_id = a.school_id and s.subject_id = coalesce(a.person_id, a.id);
grant select on accounts.logon to schoolkeeper_app, schoolkeeper_backup;

create schema directories;
grant usage on schema directories to schoolkeeper_app, schoolkeeper_backup;

create table directories.connection (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  dialect text not null check (dialect in ('openLdap', 'activeDirectory')),
  host text not null check (length(host) between 1 and 253),
  port integer not null check (port between 1 and 65535),
  security text not null check (security in ('ldaps', 'startTls', 'none')),
  trusted text,
  -- As whom we sign in there. The password is encrypted under a key of the school.
  bind_name text,
  bind_password bytea,
  base text,
  placed_by text not null check (placed_by in ('kind', 'phase', 'class')),
  logon_domain text,
  state text not null check (state in ('unfinished', 'planning', 'following', 'paused')),
  made_at timestamptz not null,
  made_by uuid not null,
  last_success_at timestamptz,
  failing_since timestamptz,
  failure text,
  -- One worker at a time.
  worked_on_until timestamptz,
  revision integer not null default 1,
  primary key (school_id, id),
  unique (school_id, name),
  check (state = 'unfinished' or (bind_name is not null and bind_password is not null and base is not null))
);
call schoolkeeper.protect('directories.connection');

-- What we wrote of a logon, as facts by name. Whatever else is found there was changed by hand.
create table directories.entry (
  school_id uuid not null,
  connection_id uuid not null,
  account_id uuid not null,
  dn text not null,
  written jsonb not null,
  -- Facts of the directory's own that somebody let stand, each with our fact at the time.
  let_stand jsonb not null default '{}',
  written_at timestamptz not null,
  primary key (school_id, connection_id, account_id),
  foreign key (school_id, connection_id) references directories.connection (school_id, id)
);
call schoolkeeper.protect('directories.entry', 'insert, update, delete');

-- What waits to be written: one row for each logon, however often it changed. The row goes when it is written.
create table directories.waiting (
  school_id uuid not null,
  connection_id uuid not null,
  account_id uuid not null,
  since timestamptz not null,
  -- Counts changes while it waits, so that one which comes while we write is not lost.
  changes integer not null default 1,
  not_before timestamptz not null,
  declined text,
  new_password bytea,
  must_change boolean not null default false,
  primary key (school_id, connection_id, account_id),
  foreign key (school_id, connection_id) references directories.connection (school_id, id)
);
call schoolkeeper.protect('directories.waiting', 'insert, update, delete');

create table directories.plan (
  school_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  made_at timestamptz not null,
  made_by uuid,
  state text not null check (state in ('shown', 'agreed', 'done', 'dropped')),
  found integer not null,
  stops integer not null,
  needs_second boolean not null,
  agreed_at timestamptz,
  agreed_by uuid,
  ended_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, connection_id) references directories.connection (school_id, id),
  check (not needs_second or agreed_by is null or agreed_by is distinct from made_by)
);
create unique index plan_one_open on directories.plan (school_id, connection_id) where state in ('shown', 'agreed');
call schoolkeeper.protect('directories.plan');

create table directories.plan_line (
  school_id uuid not null,
  plan_id uuid not null,
  account_id uuid not null,
  position integer not null,
  does text not null check (does in ('create', 'takeOver', 'stop', 'start', 'move', 'change')),
  changes jsonb not null,
  outcome text check (outcome in ('written', 'declined', 'other')),
  primary key (school_id, plan_id, account_id),
  foreign key (school_id, plan_id) references directories.plan (school_id, id)
);
call schoolkeeper.protect('directories.plan_line');

create table directories.drift (
  school_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  account_id uuid not null,
  what text not null,
  ours text not null,
  theirs text not null,
  found_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid,
  settled_as text check (settled_as in ('ours', 'theirs', 'gone')),
  primary key (school_id, id),
  foreign key (school_id, connection_id) references directories.connection (school_id, id)
);
create unique index drift_one_open on directories.drift (school_id, connection_id, account_id, what)
  where settled_at is null;
call schoolkeeper.protect('directories.drift');

-- What was written to the directory, in order: the page "History".
create table directories.deed (
  school_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  account_id uuid,
  at timestamptz not null,
  wrote text not null,
  detail text,
  primary key (school_id, id),
  foreign key (school_id, connection_id) references directories.connection (school_id, id)
);
create index deed_newest on directories.deed (school_id, connection_id, at desc);
call schoolkeeper.protect('directories.deed', 'insert');
