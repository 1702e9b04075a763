-- Provisioning: another system tells us of accounts as they come, change and close. It never grants a role.

create schema provisioning;
grant usage on schema provisioning to schoolkeeper_app, schoolkeeper_backup;

create table provisioning.connection (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  source text not null check (source in ('entra', 'google', 'other')),
  brings text not null check (brings in ('pupils', 'staff', 'both')),
  state text not null check (state in ('open', 'stopped', 'ended')),
  made_at timestamptz not null,
  made_by uuid,
  -- It would have closed more people in a day than one may: nothing more is taken in until two people have agreed.
  stopped_at timestamptz,
  may_close_until timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  primary key (school_id, id)
);

-- What the source proves with who it is. Only the hash of a token is kept; two may be valid while one replaces the other.
create table provisioning.token (
  school_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  hash bytea not null,
  made_at timestamptz not null,
  made_by uuid,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  primary key (school_id, id),
  foreign key (school_id, connection_id) references provisioning.connection (school_id, id)
);
create unique index token_hash on provisioning.token (school_id, hash);

-- What a source says of one account. A source sees these, and nothing else that the school holds.
create table provisioning.entry (
  school_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  user_name text not null check (length(user_name) between 1 and 200),
  external_id text check (length(external_id) between 1 and 200),
  said jsonb not null,
  active boolean not null,
  -- Who it is here; null while that is not settled.
  person_id uuid,
  waits_for text check (waits_for in ('adult', 'kind', 'name', 'several', 'otherKind', 'left', 'role')),
  -- What of the person's record this connection wrote last: what somebody changed since is not written over.
  written jsonb not null,
  -- How its closing was carried out: the person left, or their access closed until a person says whether they did.
  closed_as text check (closed_as in ('left', 'access')),
  closed_at timestamptz,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  gone_at timestamptz,
  revision integer not null default 1,
  primary key (school_id, id),
  foreign key (school_id, connection_id) references provisioning.connection (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);
create unique index entry_user_name on provisioning.entry (school_id, connection_id, lower(user_name)) where gone_at is null;
create unique index entry_person on provisioning.entry (school_id, connection_id, person_id)
  where gone_at is null and person_id is not null;
create index entry_external_id on provisioning.entry (school_id, connection_id, external_id);
create index entry_closed on provisioning.entry (school_id, connection_id, closed_at) where closed_at is not null;

-- A group of the source, and what a person of the school says that it means here.
create table provisioning.source_group (
  school_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  external_id text check (length(external_id) between 1 and 200),
  means text not null check (means in ('nothing', 'class', 'tells')),
  class_id uuid,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  gone_at timestamptz,
  revision integer not null default 1,
  primary key (school_id, id),
  foreign key (school_id, connection_id) references provisioning.connection (school_id, id),
  foreign key (school_id, class_id) references schools.class (school_id, id),
  check ((means = 'class') = (class_id is not null))
);
create table provisioning.group_member (
  school_id uuid not null,
  group_id uuid not null,
  entry_id uuid not null,
  primary key (school_id, group_id, entry_id),
  foreign key (school_id, group_id) references provisioning.source_group (school_id, id),
  foreign key (school_id, entry_id) references provisioning.entry (school_id, id)
);
create index group_member_entry on provisioning.group_member (school_id, entry_id);

-- What came in, and what became of it, in our own words.
create table provisioning.deed (
  school_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  at timestamptz not null,
  asked text not null check (asked in ('create', 'replace', 'change', 'remove', 'groupCreate', 'groupReplace', 'groupChange', 'groupRemove')),
  outcome text not null check (outcome in ('done', 'same', 'waits', 'refused')),
  sentence text not null check (length(sentence) between 1 and 500),
  entry_id uuid,
  group_id uuid,
  primary key (school_id, id),
  foreign key (school_id, connection_id) references provisioning.connection (school_id, id)
);
create index deed_newest on provisioning.deed (school_id, connection_id, at desc);

call schoolkeeper.protect('provisioning.connection');
call schoolkeeper.protect('provisioning.token');
call schoolkeeper.protect('provisioning.entry');
call schoolkeeper.protect('provisioning.source_group');
call schoolkeeper.protect('provisioning.group_member', 'insert, delete');
call schoolkeeper.protect('provisioning.deed', 'insert, delete');
