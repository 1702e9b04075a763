-- A school's own ladder of sanctions. Every change is a new version; sanctions keep the words and approver of theirs.

create table sanctions.own_ladder (
  school_id uuid not null references schools.school (id),
  of text not null check (of in ('pupil', 'staff')),
  version integer not null check (version > 0),
  levels jsonb not null,
  why text not null check (length(why) between 1 and 500),
  made_at timestamptz not null,
  made_by uuid not null,
  primary key (school_id, of, version)
);

call schoolkeeper.protect('sanctions.own_ladder', 'insert');
