-- What an adult of the school may have done to a child: a register of its own, for its case manager alone (decision S3).
-- Every table names the matter's id to schoolkeeper.protect: for the adult and their relatives there is no such row.

create schema allegations;
grant usage on schema allegations to schoolkeeper_app, schoolkeeper_backup;

create table allegations.allegation (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  -- Drawn, not counted: neither order nor number can be read from it.
  reference text not null,
  state text not null
    check (state in ('new', 'consultLado', 'othersLead', 'schoolInvestigates', 'lowLevel', 'reviewed', 'concluded',
                     'closed', 'outside')),
  -- Null when nobody at the school may decide: a form then keeps only the fact that it was told.
  case_manager text check (case_manager in ('head', 'chairOfGovernors')),
  adult_id uuid,
  adult_described text check (length(adult_described) between 1 and 500),
  adult_name_then text not null,
  adult_kind_then text not null,
  account text check (length(account) between 1 and 10000),
  happened_on date,
  danger boolean not null,
  self_report boolean not null,
  -- The report it came from, where there is one.
  incident_id uuid,
  -- The concern for the child, which the safeguarding lead works on (decision S4).
  welfare_incident_id uuid,
  limbs text[] not null default '{}'
    check (limbs <@ array['harmed', 'possibleOffence', 'mayPoseRisk', 'mayNotBeSuitable']),
  threshold text check (threshold in ('met', 'below')),
  lado_due_at timestamptz not null,
  opened_at timestamptz not null,
  opened_by uuid,
  closed_at timestamptz,
  primary key (school_id, id),
  unique (school_id, reference),
  foreign key (school_id, adult_id) references people.person (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, welfare_incident_id) references incidents.incident (school_id, id),
  check (adult_id is not null or adult_described is not null),
  check ((case_manager is null) = (state = 'outside')),
  check (state in ('new', 'outside') or threshold is not null)
);
create index allegation_opened on allegations.allegation (school_id, opened_at desc);
create index allegation_adult on allegations.allegation (school_id, adult_id) where adult_id is not null;
create unique index allegation_of_incident on allegations.allegation (school_id, incident_id, adult_id) nulls not distinct
  where incident_id is not null;

create table allegations.child (
  school_id uuid not null,
  id uuid not null,
  allegation_id uuid not null,
  person_id uuid,
  described text check (length(described) between 1 and 500),
  primary key (school_id, id),
  foreign key (school_id, allegation_id) references allegations.allegation (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  check ((person_id is null) = (described is not null))
);
create index child_allegation on allegations.child (school_id, allegation_id);

-- What a member of staff told us, word for word. They may read it again; that is all they may read.
create table allegations.told (
  school_id uuid not null,
  id uuid not null,
  allegation_id uuid not null,
  reporter_id uuid not null,
  account text check (length(account) between 1 and 10000),
  told_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, allegation_id) references allegations.allegation (school_id, id),
  foreign key (school_id, reporter_id) references people.person (school_id, id)
);
create index told_reporter on allegations.told (school_id, reporter_id, told_at desc);

create table allegations.consultation (
  school_id uuid not null,
  id uuid not null,
  allegation_id uuid not null,
  consulted_at timestamptz not null,
  officer text not null check (length(officer) between 1 and 200),
  lado_reference text not null check (length(lado_reference) between 1 and 100),
  advice text not null check (advice in ('othersLead', 'schoolInvestigates', 'belowThreshold')),
  words text not null check (length(words) between 1 and 4000),
  adult_may_be_told boolean not null,
  written_at timestamptz not null,
  written_by uuid,
  primary key (school_id, id),
  foreign key (school_id, allegation_id) references allegations.allegation (school_id, id)
);
create index consultation_allegation on allegations.consultation (school_id, allegation_id, written_at desc);

-- The record of the matter: what was done, by whom, when, and why.
create table allegations.entry (
  school_id uuid not null,
  id uuid not null,
  allegation_id uuid not null,
  kind text not null,
  title text not null,
  says text check (length(says) <= 10000),
  at timestamptz not null,
  written_at timestamptz not null,
  written_by uuid,
  primary key (school_id, id),
  foreign key (school_id, allegation_id) references allegations.allegation (school_id, id)
);
create index entry_allegation on allegations.entry (school_id, allegation_id, at desc, id desc);

create table allegations.outcome (
  school_id uuid not null,
  id uuid not null,
  allegation_id uuid not null,
  outcome text not null
    check (outcome in ('substantiated', 'unfounded', 'unsubstantiated', 'false', 'malicious')),
  reasons text not null check (length(reasons) between 1 and 4000),
  measure text not null,
  gross_misconduct boolean not null,
  removed_for_risk boolean not null,
  dbs text not null check (dbs in ('made', 'notNeeded')),
  tra text not null check (tra in ('made', 'notNeeded')),
  referral_reasons text not null check (length(referral_reasons) between 1 and 2000),
  staff_file text not null check (length(staff_file) between 1 and 1000),
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (school_id, id),
  foreign key (school_id, allegation_id) references allegations.allegation (school_id, id),
  check (measure <> 'summaryDismissal' or gross_misconduct),
  check (not removed_for_risk or dbs = 'made')
);
create index outcome_allegation on allegations.outcome (school_id, allegation_id, decided_at desc);

create table allegations.word (
  school_id uuid not null,
  word text not null,
  record_id uuid not null,
  primary key (school_id, word, record_id),
  foreign key (school_id, record_id) references allegations.allegation (school_id, id)
);

call schoolkeeper.protect('allegations.allegation', 'insert, update', 'id');
call schoolkeeper.protect('allegations.child', 'insert', 'allegation_id');
call schoolkeeper.protect('allegations.told', 'insert');
call schoolkeeper.protect('allegations.consultation', 'insert', 'allegation_id');
call schoolkeeper.protect('allegations.entry', 'insert', 'allegation_id');
call schoolkeeper.protect('allegations.outcome', 'insert', 'allegation_id');
call schoolkeeper.protect('allegations.word', 'insert', 'record_id');

-- What a person told us stays theirs to read; to everybody else the rule of the matter applies.
create policy kept on allegations.told as restrictive for select
  using (reporter_id = (select schoolkeeper.person())
         or allegation_id <> all ((select schoolkeeper.kept_ids())::uuid[]));

-- The second lock behind the table of steps (src/features/allegations/allegation.ts): before the LADO has advised, or
-- the matter was judged to be below the threshold, nobody can even write down that the adult was told or interviewed.
create function allegations.refuse_early_step() returns trigger language plpgsql as $$
begin
  if new.kind in ('adultTold', 'adultInterviewed', 'witnessInterviewed', 'adultSuspended', 'adultSupported', 'parentsTold')
     and exists (select from allegations.allegation a
                  where a.school_id = new.school_id and a.id = new.allegation_id
                    and a.threshold is distinct from 'below')
     and not exists (select from allegations.consultation c
                      where c.school_id = new.school_id and c.allegation_id = new.allegation_id) then
    raise exception 'The LADO has to be consulted first.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger lado_first before insert on allegations.entry
  for each row execute function allegations.refuse_early_step();
