-- What stands above single incidents: editions of the termly report, and transfers of a child's record.

create schema oversight;
grant usage on schema oversight to schoolkeeper_app, schoolkeeper_backup;

-- A report as it went out. Its counts are kept, not printed: later editions must not give hidden ones away (S15).
create table oversight.report (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  term_name text not null,
  term_from date not null,
  term_to date not null,
  edition integer not null check (edition > 0),
  body jsonb not null,
  editions jsonb not null,
  comment text check (length(comment) <= 4000),
  made_by uuid,
  made_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, term_from, edition)
);

-- A child's record on its way to the next school: sent when, how, to whom, and received when.
create table oversight.transfer (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  pupil_id uuid not null,
  to_school text not null check (length(to_school) between 1 and 200),
  to_person text not null check (length(to_person) between 1 and 200),
  method text not null check (method in ('byHand', 'securePost', 'secureElectronic')),
  -- SHA-256 of the summary that was made, so that it can be shown later what went.
  summary_hash bytea not null,
  records integer not null,
  sent_by uuid not null,
  sent_at timestamptz not null,
  received_at timestamptz,
  received_by text,
  noted_by uuid,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references people.person (school_id, id)
);
create index transfer_pupil on oversight.transfer (school_id, pupil_id);

call schoolkeeper.protect('oversight.report', 'insert');
call schoolkeeper.protect('oversight.transfer');
