-- Everybody a school knows, how they belong together, and who holds which role on which day.

create schema people;
grant usage on schema people to schoolkeeper_app, schoolkeeper_backup;

create table people.person (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  kind text not null
    check (kind in ('pupil', 'staff', 'guardian', 'governor', 'volunteer', 'supply', 'contractor', 'visitor')),
  given_name text not null,
  family_name text not null,
  known_as text,
  date_of_birth date,
  email text,
  job_title text,
  -- The number by which the school's information system knows the person.
  external_id text,
  joined_on date,
  left_on date,
  primary key (school_id, id)
);
create index person_by_name on people.person (school_id, lower(family_name), lower(given_name));

create table people.class_member (
  school_id uuid not null,
  class_id uuid not null,
  person_id uuid not null,
  part text not null check (part in ('pupil', 'teacher', 'assistant')),
  starts_on date not null,
  ends_on date,
  primary key (school_id, class_id, person_id, starts_on),
  foreign key (school_id, class_id) references schools.class (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);
create index class_member_person on people.class_member (school_id, person_id);

-- Decision S10: what a guardian may do and know is five separate answers, and "unknown" is one of them.
create table people.guardianship (
  school_id uuid not null,
  guardian_id uuid not null,
  pupil_id uuid not null,
  relation text not null,
  parental_responsibility text not null default 'unknown' check (parental_responsibility in ('yes', 'no', 'unknown')),
  may_be_contacted boolean not null default false,
  may_sign boolean not null default false,
  may_see boolean not null default false,
  -- For the safeguarding lead and the office only.
  court_order text,
  address_withheld boolean not null default false,
  starts_on date not null,
  ends_on date,
  primary key (school_id, guardian_id, pupil_id),
  foreign key (school_id, guardian_id) references people.person (school_id, id),
  foreign key (school_id, pupil_id) references people.person (school_id, id)
);
create index guardianship_pupil on people.guardianship (school_id, pupil_id);

-- A declared relation between two people of the school: siblings, couples, a teacher and her nephew. One row per pair.
create table people.relation (
  school_id uuid not null,
  person_id uuid not null,
  relative_id uuid not null check (relative_id <> person_id),
  relation text not null,
  declared_at timestamptz not null,
  declared_by uuid,
  primary key (school_id, person_id, relative_id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  foreign key (school_id, relative_id) references people.person (school_id, id)
);
create index relation_back on people.relation (school_id, relative_id);

-- Who holds a role, from when to when. Never edited: it ends, and the next one begins.
create table people.designation (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null,
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  granted_by uuid,
  -- Powerful roles are granted by two people (decision X8).
  agreed_by uuid check (agreed_by <> granted_by),
  why text not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);
create index designation_role on people.designation (school_id, role);
create index designation_person on people.designation (school_id, person_id);

-- Who is on duty for safeguarding outside term time or hours, as dated cover (decision S1).
create table people.duty (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  -- How to reach the person then; shown to senior staff and used for escalation.
  reach_by text not null,
  created_by uuid,
  created_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);
create index duty_when on people.duty (school_id, ends_at, starts_at);

call schoolkeeper.protect('people.person');
call schoolkeeper.protect('people.class_member');
call schoolkeeper.protect('people.guardianship');
call schoolkeeper.protect('people.relation', 'insert, delete');
call schoolkeeper.protect('people.designation');
call schoolkeeper.protect('people.duty');
