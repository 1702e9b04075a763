-- Rosters: files from the school's information system, what they would change, and what they changed.

create schema rosters;
grant usage on schema rosters to schoolkeeper_app, schoolkeeper_backup;

-- A system that files come from, with what is remembered of it: which columns mean what, and which of its schools is this one.
create table rosters.source (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  format text not null check (format in ('oneRoster', 'schoolDataSync', 'table')),
  mapping jsonb,
  school_code text check (length(school_code) between 1 and 100),
  added_at timestamptz not null,
  added_by uuid,
  primary key (school_id, id)
);

create table rosters.import (
  school_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  state text not null check (state in
    ('collecting', 'reading', 'faulty', 'planned', 'applying', 'applied', 'undoing', 'undone', 'dropped')),
  mode text check (mode in ('bulk', 'delta')),
  begun_at timestamptz not null,
  begun_by uuid,
  -- How far the running job is.
  steps_done integer not null default 0,
  steps integer not null default 0,
  problems integer not null default 0,
  -- People here who came from this source before: the share of leavers is of these.
  known integer not null default 0,
  leavers integer not null default 0,
  most_percent integer not null default 0,
  confirmed_by uuid,
  confirmed_at timestamptz,
  applied_at timestamptz,
  -- SHA-256 of the changes that were confirmed.
  changes_hash bytea,
  undone_by uuid,
  undone_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, source_id) references rosters.source (school_id, id)
);
create index import_begun on rosters.import (school_id, begun_at);
-- One at a time: two plans made side by side would each be wrong about the other.
create unique index import_running on rosters.import (school_id)
  where state in ('reading', 'planned', 'applying', 'undoing');

create table rosters.import_file (
  school_id uuid not null,
  import_id uuid not null,
  file_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  primary key (school_id, import_id, file_id),
  foreign key (school_id, import_id) references rosters.import (school_id, id)
);

-- What is wrong in the files: where, and what to do about it. The first 500.
create table rosters.problem (
  school_id uuid not null,
  import_id uuid not null,
  id uuid not null,
  stops boolean not null,
  file text not null,
  line integer,
  column_name text,
  sentence text not null,
  primary key (school_id, import_id, id)
);

-- The rows of the files in one shape, until the import is over.
create table rosters.staged (
  school_id uuid not null,
  import_id uuid not null,
  what text not null check (what in ('person', 'role', 'birth', 'class', 'member', 'guardian')),
  code text not null,
  -- The class of a member, the guardian of a pupil.
  other text,
  gone boolean not null,
  fields jsonb not null,
  file text not null,
  line integer not null,
  -- Who or which class of ours it is.
  ours uuid
);
create index staged_code on rosters.staged (school_id, import_id, what, code, line);

-- By which code a source knows a person or class of ours.
create table rosters.link (
  school_id uuid not null,
  source_id uuid not null,
  what text not null check (what in ('person', 'class')),
  code text not null,
  ours uuid not null,
  primary key (school_id, source_id, what, code)
);
create index link_ours on rosters.link (school_id, source_id, ours);

-- Guardianships that a source gave, and may take away again. What the office entered stays until the office ends it.
create table rosters.guardian_link (
  school_id uuid not null,
  source_id uuid not null,
  guardian_id uuid not null,
  pupil_id uuid not null,
  primary key (school_id, source_id, guardian_id, pupil_id)
);

-- One change of one person: planned, done, and perhaps undone.
create table rosters.change (
  school_id uuid not null,
  import_id uuid not null,
  id uuid not null default gen_random_uuid(),
  -- The order in which changes are made.
  step smallint not null,
  what text not null check (what in
    ('joins', 'returns', 'details', 'moves', 'gainsGuardian', 'losesGuardian', 'leaves')),
  person_id uuid not null,
  other_id uuid,
  name text not null,
  before jsonb not null,
  after jsonb not null,
  state text not null check (state in ('planned', 'done', 'kept', 'undone', 'notUndone')),
  why text,
  primary key (school_id, import_id, id),
  foreign key (school_id, import_id) references rosters.import (school_id, id)
);
create index change_order on rosters.change (school_id, import_id, state, step, person_id);
create index change_person on rosters.change (school_id, person_id);

-- Somebody is to be in another class, or something else here, from a day on.
create table rosters.planned_move (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  on_day date not null,
  to_class_id uuid,
  to_kind text,
  why text not null check (length(why) between 1 and 500),
  planned_at timestamptz not null,
  planned_by uuid,
  state text not null check (state in ('planned', 'done', 'withdrawn', 'impossible')),
  ended_at timestamptz,
  says text,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  foreign key (school_id, to_class_id) references schools.class (school_id, id),
  check (to_class_id is not null or to_kind is not null)
);
create index planned_move_due on rosters.planned_move (school_id, on_day) where state = 'planned';

-- Every logon that a leaver declares, so that each can be closed.
create table rosters.declaration (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  declared_at timestamptz not null,
  declared_by uuid not null,
  -- On paper, or for somebody who cannot sign in any more.
  on_behalf_because text check (length(on_behalf_because) between 1 and 500),
  has_none boolean not null,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);
create index declaration_person on rosters.declaration (school_id, person_id, declared_at);
create table rosters.declared_logon (
  school_id uuid not null,
  id uuid not null,
  declaration_id uuid not null,
  person_id uuid not null,
  system text not null check (length(system) between 1 and 100),
  logon text not null check (length(logon) between 1 and 200),
  closed_at timestamptz,
  closed_by uuid,
  primary key (school_id, id),
  foreign key (school_id, declaration_id) references rosters.declaration (school_id, id)
);
create index declared_logon_open on rosters.declared_logon (school_id, person_id) where closed_at is null;

-- Rights that go to another school instead of ending: who agreed, what went, and that it arrived.
create table rosters.transfer (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  to_school text not null check (length(to_school) between 1 and 200),
  on_day date not null,
  what text not null check (length(what) between 1 and 2000),
  agreed_with text not null check (length(agreed_with) between 1 and 200),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  received_at timestamptz,
  received_by_whom text check (length(received_by_whom) between 1 and 200),
  noted_by uuid,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  check ((received_at is null) = (received_by_whom is null))
);
create index transfer_person on rosters.transfer (school_id, person_id);

call schoolkeeper.protect('rosters.source');
call schoolkeeper.protect('rosters.import');
call schoolkeeper.protect('rosters.import_file', 'insert, delete');
call schoolkeeper.protect('rosters.problem', 'insert, delete');
call schoolkeeper.protect('rosters.staged', 'insert, update, delete');
call schoolkeeper.protect('rosters.link', 'insert, update, delete');
call schoolkeeper.protect('rosters.guardian_link', 'insert, delete');
call schoolkeeper.protect('rosters.change', 'insert, update, delete');
call schoolkeeper.protect('rosters.planned_move');
call schoolkeeper.protect('rosters.declaration', 'insert');
call schoolkeeper.protect('rosters.declared_logon');
call schoolkeeper.protect('rosters.transfer');
