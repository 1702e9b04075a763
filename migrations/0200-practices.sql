-- What people do and no software can do for them: who looks at it, how often, and who attested what they saw.

create schema practices;
grant usage on schema practices to schoolkeeper_app, schoolkeeper_backup;

-- A practice in the school's calendar. What it says is shipped as data (src/features/practices/catalogue.ts).
create table practices.arrangement (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  practice text not null check (length(practice) between 1 and 100),
  practice_version integer not null check (practice_version > 0),
  -- Who looks: a designated role.
  role text not null,
  every text not null check (every in ('month', 'halfTerm', 'term', 'year')),
  adopted_on date not null,
  -- The last day on which the newest attestation is in date; before the first, when it is due.
  due_on date not null,
  primary key (school_id, id),
  unique (school_id, practice)
);
create index arrangement_due on practices.arrangement (school_id, due_on);

-- Somebody looked, and says what they saw. Never changed: who looks again writes the next.
create table practices.attestation (
  school_id uuid not null,
  id uuid not null,
  arrangement_id uuid not null,
  practice_version integer not null,
  result text not null check (result in ('kept', 'partly', 'notKept')),
  seen_on date not null,
  seen text not null check (length(seen) between 20 and 2000),
  remark text check (length(remark) <= 2000),
  attested_by uuid not null,
  attested_at timestamptz not null,
  file_id uuid,
  primary key (school_id, id),
  foreign key (school_id, arrangement_id) references practices.arrangement (school_id, id),
  check (result = 'kept' or remark is not null)
);
create index attestation_newest on practices.attestation (school_id, arrangement_id, attested_at desc);

call schoolkeeper.protect('practices.arrangement', 'insert, update (role, every, due_on, practice_version)');
call schoolkeeper.protect('practices.attestation', 'insert');
