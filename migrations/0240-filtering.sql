-- What may be reached from the school's network, by whom and when: rules for each profile, the school's own list, whose internet is
-- stopped, and every state that was made of it. The lists themselves are files (data/filter).

create schema filtering;
grant usage on schema filtering to schoolkeeper_app, schoolkeeper_backup;

-- Rules for each profile as one text, in versions. One person proposes, another decides; none is ever changed.
create table filtering.version (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  number integer not null check (number > 0),
  rules jsonb not null,
  why text not null check (length(why) between 1 and 1000),
  state text not null check (state in ('proposed', 'inForce', 'refused', 'replaced')),
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_why text check (length(decided_why) <= 1000),
  primary key (school_id, id),
  unique (school_id, number),
  check (decided_by is null or decided_by <> proposed_by),
  check ((state in ('proposed')) = (decided_at is null))
);
create unique index version_in_force on filtering.version (school_id) where state = 'inForce';
create unique index version_proposed on filtering.version (school_id) where state = 'proposed';

-- The school's own list: sites that it blocks or opens for some profiles, until a moment or until somebody takes it back.
create table filtering.own_site (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  site text not null check (length(site) between 3 and 300),
  does text not null check (does in ('allow', 'block')),
  -- Empty: for every profile.
  profiles text[] not null,
  until timestamptz,
  why text not null check (length(why) between 1 and 1000),
  added_at timestamptz not null,
  -- Who asked; who agreed. One person where the school's rules let one decide.
  added_by uuid,
  agreed_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  ended_why text check (length(ended_why) <= 1000),
  primary key (school_id, id),
  check (until is null or until > added_at)
);
create index own_site_standing on filtering.own_site (school_id, until) where ended_at is null;

-- Whose internet is stopped now, by person or logon, as `accounts` announces it.
create table filtering.stopped (
  school_id uuid not null references schools.school (id),
  subject_id uuid not null,
  since timestamptz not null,
  until timestamptz,
  primary key (school_id, subject_id)
);

-- A person who gets another profile than their class or work gives, until a day.
create table filtering.placing (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  person_id uuid not null,
  profile text not null,
  why text not null check (length(why) between 1 and 1000),
  until date not null,
  placed_at timestamptz not null,
  placed_by uuid not null,
  ended_at timestamptz,
  ended_by uuid,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);
create unique index placing_standing on filtering.placing (school_id, person_id) where ended_at is null;

-- Every state that was handed to the engines.
create table filtering.state (
  school_id uuid not null references schools.school (id),
  version integer not null check (version > 0),
  -- Of what it says, without its number: the same again is not made anew.
  says_hash text not null check (says_hash ~ '^[0-9a-f]{64}$'),
  file_hash text not null check (file_hash ~ '^[0-9a-f]{64}$'),
  index_hash text not null check (index_hash ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null,
  own_sites integer not null,
  stopped integer not null,
  primary key (school_id, version)
);

-- Every time that a list was fetched, or was refused because it had shrunk or could not be read.
create table filtering.fetch (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  source text not null,
  category text not null,
  address text not null check (length(address) <= 500),
  at timestamptz not null,
  outcome text not null check (outcome in ('changed', 'same', 'shrunk', 'failed')),
  names integer not null,
  names_before integer not null,
  bytes bigint not null,
  says text check (length(says) <= 500),
  primary key (school_id, id)
);
create index fetch_newest on filtering.fetch (school_id, source, category, at desc);

call schoolkeeper.protect('filtering.version', 'insert, update (state, decided_at, decided_by, decided_why)');
call schoolkeeper.protect('filtering.own_site', 'insert, update (ended_at, ended_by, ended_why)');
call schoolkeeper.protect('filtering.stopped', 'insert, update, delete');
call schoolkeeper.protect('filtering.placing', 'insert, update (ended_at, ended_by)');
call schoolkeeper.protect('filtering.state', 'insert');
call schoolkeeper.protect('filtering.fetch', 'insert');
