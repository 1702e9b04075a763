-- What a pupil or an adult has to bear after an incident, on a level of the school’s ladder. What stops internet, e-mail
-- or a tool is a fact in `sanctions.suspension_in_force`, for those parts of the product that enforce it.

create schema sanctions;
grant usage on schema sanctions to schoolkeeper_app, schoolkeeper_backup;

create table sanctions.sanction (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  person_id uuid not null,
  name_then text not null check (length(name_then) between 1 and 200),
  of text not null check (of in ('pupil', 'staff')),
  -- The level as it stood then: a ladder that changes later changes no sanction.
  ladder text not null,
  ladder_version integer not null,
  level text not null,
  level_words text not null,
  approver text not null check (approver in ('classTeacher', 'seniorLeader', 'deputyHead', 'head', 'headAndGovernors')),
  state text not null check (state in ('proposed', 'approved', 'inForce', 'done', 'refused', 'withdrawn')),
  why text not null check (length(why) between 1 and 2000),
  stops text check (stops in ('internet', 'email', 'tool')),
  tool text check (length(tool) <= 100),
  ends_on date,
  needs_talk boolean not null,
  lado_advice text check (length(lado_advice) <= 500),
  proposed_at timestamptz not null,
  proposed_by uuid,
  over_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  -- Nothing is stopped for good: it ends on a day, or after a talk.
  check (stops is null or ends_on is not null or needs_talk),
  check ((stops = 'tool') is not true or tool is not null),
  check (of = 'pupil' or lado_advice is not null)
);
create index sanction_incident on sanctions.sanction (school_id, incident_id);
create index sanction_person on sanctions.sanction (school_id, person_id);
create index sanction_proposed on sanctions.sanction (school_id, proposed_at desc);

-- Who approved or refused it. `party` counts those who must agree: head and governors are two.
create table sanctions.decision (
  school_id uuid not null,
  sanction_id uuid not null,
  incident_id uuid not null,
  party smallint not null,
  decision text not null check (decision in ('approved', 'refused')),
  says text check (length(says) <= 2000),
  decided_at timestamptz not null,
  decided_by uuid not null,
  primary key (school_id, sanction_id, party),
  unique (school_id, sanction_id, decided_by),
  foreign key (school_id, sanction_id) references sanctions.sanction (school_id, id)
);

-- What was done about it: who was told, the talk, how it ended. It only ever grows.
create table sanctions.entry (
  school_id uuid not null,
  id uuid not null,
  sanction_id uuid not null,
  incident_id uuid not null,
  act text not null,
  says text check (length(says) <= 2000),
  at timestamptz not null,
  written_by uuid,
  primary key (school_id, id),
  foreign key (school_id, sanction_id) references sanctions.sanction (school_id, id)
);
create index entry_sanction on sanctions.entry (school_id, sanction_id, at);

call schoolkeeper.protect('sanctions.sanction', 'insert, update (state, over_at)', 'incident_id');
call schoolkeeper.protect('sanctions.decision', 'insert', 'incident_id');
call schoolkeeper.protect('sanctions.entry', 'insert', 'incident_id');

create view sanctions.suspension_in_force with (security_invoker = true) as
  select school_id, id as sanction_id, person_id, of, stops, tool, ends_on, needs_talk
    from sanctions.sanction
   where state = 'inForce';
grant select on sanctions.suspension_in_force to schoolkeeper_app, schoolkeeper_backup;
