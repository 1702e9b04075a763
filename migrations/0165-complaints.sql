-- Complaints by their routes: who decides depends on what it is about, and never on whom it is about.

create schema complaints;
grant usage on schema complaints to schoolkeeper_app, schoolkeeper_backup;

create table complaints.complaint (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  reference text not null,
  kind text not null
    check (kind in ('thirdParty', 'outOfHours', 'misuse', 'staffMisuse', 'childProtection', 'whistleblowing')),
  state text not null check (state in ('received', 'acknowledged', 'answered', 'withdrawn', 'passedOn', 'outside')),
  -- Roles that decide on it, as they were found when it came in. Empty when nobody at the school may.
  decided_by text[] not null,
  about_id uuid,
  complainant text not null check (length(complainant) between 1 and 300),
  account text not null check (length(account) between 1 and 10000),
  received_at timestamptz not null,
  received_by uuid,
  acknowledge_by timestamptz not null,
  answer_by timestamptz not null,
  outcome text check (outcome in ('upheld', 'partlyUpheld', 'notUpheld')),
  -- The incident it was logged as, or turned out to be.
  incident_id uuid,
  closed_at timestamptz,
  primary key (school_id, id),
  unique (school_id, reference),
  foreign key (school_id, about_id) references people.person (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  check ((state = 'outside') = (cardinality(decided_by) = 0)),
  check ((state = 'answered') = (outcome is not null))
);
create index complaint_received on complaints.complaint (school_id, received_at desc, id);

create table complaints.entry (
  school_id uuid not null,
  id uuid not null,
  complaint_id uuid not null,
  title text not null,
  says text check (length(says) <= 10000),
  at timestamptz not null,
  written_by uuid,
  primary key (school_id, id),
  foreign key (school_id, complaint_id) references complaints.complaint (school_id, id)
);
create index entry_complaint on complaints.entry (school_id, complaint_id, at desc);

-- Whom those who decide have asked for advice (B43): they may read that complaint.
create table complaints.adviser (
  school_id uuid not null,
  complaint_id uuid not null,
  person_id uuid not null,
  asked_at timestamptz not null,
  primary key (school_id, complaint_id, person_id),
  foreign key (school_id, complaint_id) references complaints.complaint (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);

call schoolkeeper.protect('complaints.complaint', 'insert, update', 'id');
call schoolkeeper.protect('complaints.entry', 'insert', 'complaint_id');
call schoolkeeper.protect('complaints.adviser', 'insert', 'complaint_id');
