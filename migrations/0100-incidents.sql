-- The record of an incident: what happened, who is in it, what was done, and who may know.
-- Every table names the incident's id to schoolkeeper.protect: nobody sees what is about them (decision S3).

create schema incidents;
grant usage on schema incidents to schoolkeeper_app, schoolkeeper_backup;

create table incidents.incident (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  -- AL-2026-0143; of those that few may know of, AL-K7M2QX: a gap in the count would tell that there is one.
  reference text not null,
  register text not null check (register in ('pupil', 'staffVictim', 'technical', 'adult')),
  -- From the misuse catalogue (src/features/incidents/misuse-catalogue.ts), as it stood then.
  kind text not null,
  catalogue_version smallint not null,
  state text not null
    check (state in ('new', 'firstQuestions', 'inProgress', 'waiting', 'readyToClose', 'closed', 'duplicate',
                     'notOnlineSafety', 'reopened')),
  happened_at timestamptz,
  happened_precision text not null check (happened_precision in ('exact', 'about', 'day', 'unknown')),
  out_of_hours boolean,
  happened_where text not null check (happened_where in ('inSchool', 'outOfSchool', 'both', 'unknown')),
  online_service text check (length(online_service) <= 200),
  told_at timestamptz not null,
  -- The account of whoever wrote it down. Never edited: corrections are addenda.
  description text not null check (length(description) between 1 and 10000),
  -- Null is "not decided yet".
  serious boolean,
  persistent boolean,
  safeguarding boolean not null,
  possible_child_image boolean not null,
  -- Roles give no access: only those on the list below may know.
  restricted boolean not null default false,
  -- "Nobody was involved" is an answer, and "nobody has said yet" is another.
  nobody_involved boolean not null default false,
  -- When somebody must have done the next thing; null when nothing is owed.
  next_due_at timestamptz,
  duplicate_of uuid,
  opened_by uuid,
  opened_at timestamptz not null,
  closed_at timestamptz,
  -- Counts changes of the facts: of two people who edit at once, the second is told.
  revision integer not null default 1,
  primary key (school_id, id),
  unique (school_id, reference),
  foreign key (school_id, duplicate_of) references incidents.incident (school_id, id),
  check ((state = 'duplicate') = (duplicate_of is not null)),
  check (happened_precision = 'unknown' or happened_at is not null),
  -- What an adult of the school may have done is for its case manager alone (decision S3).
  check (register <> 'adult' or restricted)
);
-- Lists are read newest first, whole or by one filter.
-- The first also counts them without reading the records.
create index incident_told on incidents.incident (school_id, told_at desc, id desc)
  include (register, safeguarding, restricted);
create index incident_state on incidents.incident (school_id, state, told_at desc, id desc);
create index incident_kind on incidents.incident (school_id, kind, told_at desc, id desc);
create index incident_register on incidents.incident (school_id, register, told_at desc, id desc);
create index incident_due on incidents.incident (school_id, next_due_at) where next_due_at is not null;

create table incidents.reference_count (
  school_id uuid not null references schools.school (id),
  school_year smallint not null,
  last integer not null,
  primary key (school_id, school_year)
);

-- One person in one role; a child who is both has two rows. Name and class as they were then.
create table incidents.involvement (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  person_id uuid,
  -- Somebody we do not know, or an outsider: "a boy of about ten who calls himself …".
  described text check (length(described) between 1 and 500),
  role text not null check (role in ('allegedInstigator', 'victim', 'witness', 'reporter', 'other')),
  name_then text not null,
  kind_then text not null,
  class_id uuid,
  class_then text,
  outcome text check (length(outcome) <= 2000),
  added_at timestamptz not null,
  added_by uuid,
  removed_at timestamptz,
  removed_by uuid,
  removed_why text,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  check ((person_id is null) = (described is not null)),
  check ((removed_at is null) = (removed_why is null))
);
create unique index involvement_once on incidents.involvement (school_id, incident_id, person_id, role)
  where removed_at is null and person_id is not null;
create index involvement_incident on incidents.involvement (school_id, incident_id);
create index involvement_person on incidents.involvement (school_id, person_id) where person_id is not null;
create index involvement_class on incidents.involvement (school_id, class_id) where class_id is not null;

-- Whom the reporter cannot turn to: kept from the incident as its subjects are.
create table incidents.not_approachable (
  school_id uuid not null,
  incident_id uuid not null,
  person_id uuid not null,
  said_at timestamptz not null,
  primary key (school_id, incident_id, person_id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);

-- Need to know: people who may see this incident besides those whose role says so.
create table incidents.access (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  person_id uuid not null,
  why text not null check (length(why) between 1 and 500),
  given_at timestamptz not null,
  given_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);
create unique index access_once on incidents.access (school_id, person_id, incident_id) where ended_at is null;
create index access_incident on incidents.access (school_id, incident_id);

-- What was written down later. Never edited: a correction is a row that supersedes another.
create table incidents.addendum (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  kind text not null check (kind in ('note', 'decision', 'correction')),
  text text not null check (length(text) between 1 and 10000),
  -- What it corrects: an earlier addendum, or the incident's own account when that is null and kind is correction.
  supersedes uuid,
  written_at timestamptz not null,
  written_by uuid,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, supersedes) references incidents.addendum (school_id, id),
  check (supersedes is null or kind = 'correction')
);
create index addendum_incident on incidents.addendum (school_id, incident_id);

-- Everything that happened to the incident, in the product's own words; `says` is what a person wrote about it.
create table incidents.event (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  title text not null,
  says text,
  path text,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id)
);
create index event_incident on incidents.event (school_id, incident_id, at);

create table incidents.closing (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  done text not null,
  told text not null,
  -- What the school will change; "nothing" is an answer that somebody gave.
  change text not null,
  closed_at timestamptz not null,
  closed_by uuid,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id)
);
create index closing_incident on incidents.closing (school_id, incident_id);

-- Parents are told only after the safeguarding lead has recorded that telling adds no risk (decision S2).
create table incidents.telling_decision (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  pupil_id uuid not null,
  decision text not null check (decision in ('mayBeTold', 'mustNotBeTold')),
  why text not null check (length(why) between 1 and 2000),
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, pupil_id) references people.person (school_id, id)
);
create index telling_decision_pupil on incidents.telling_decision (school_id, incident_id, pupil_id);

create table incidents.parents_informed (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  pupil_id uuid not null,
  guardian_id uuid not null,
  how text not null check (how in ('inPerson', 'phone', 'letter', 'email', 'videoCall')),
  said text not null check (length(said) between 1 and 4000),
  informed_at timestamptz not null,
  informed_by uuid,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, guardian_id, pupil_id)
    references people.guardianship (school_id, guardian_id, pupil_id)
);
create index parents_informed_incident on incidents.parents_informed (school_id, incident_id);

-- What IT support gets to do, and all that it gets to know (decision S7): no child's name, no child's words.
create table incidents.technical_slip (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  device text,
  account text,
  address text,
  seen_at timestamptz,
  asked text not null check (asked in ('lookAtDevice', 'changePassword', 'suspendAccount', 'checkFilter', 'keepLogs', 'other')),
  asked_by uuid,
  asked_at timestamptz not null,
  done_at timestamptz,
  done_by uuid,
  done_words text check (length(done_words) <= 2000),
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id)
);
create index technical_slip_incident on incidents.technical_slip (school_id, incident_id);
create index technical_slip_open on incidents.technical_slip (school_id, asked_at) where done_at is null;

-- Words of the records, for search: no full-text operator may use an index under row security (decision X2).
create table incidents.word (
  school_id uuid not null,
  word text not null,
  record_id uuid not null,
  primary key (school_id, word, record_id),
  foreign key (school_id, record_id) references incidents.incident (school_id, id)
);
create index word_record on incidents.word (school_id, record_id);

call schoolkeeper.protect('incidents.incident', 'insert, update', 'id');
call schoolkeeper.protect('incidents.reference_count', 'insert, update');
call schoolkeeper.protect('incidents.involvement', 'insert, update', 'incident_id');
call schoolkeeper.protect('incidents.not_approachable', 'insert', 'incident_id');
call schoolkeeper.protect('incidents.access', 'insert, update', 'incident_id');
call schoolkeeper.protect('incidents.addendum', 'insert', 'incident_id');
call schoolkeeper.protect('incidents.event', 'insert', 'incident_id');
call schoolkeeper.protect('incidents.closing', 'insert', 'incident_id');
call schoolkeeper.protect('incidents.telling_decision', 'insert', 'incident_id');
call schoolkeeper.protect('incidents.parents_informed', 'insert', 'incident_id');
call schoolkeeper.protect('incidents.technical_slip', 'insert, update', 'incident_id');
call schoolkeeper.protect('incidents.word', 'insert', 'record_id');

-- The account as it was written stays: what changes is a fact with its own column, and the trail says who changed it.
create function incidents.refuse_rewriting() returns trigger language plpgsql as $$
begin
  if (new.description, new.reference, new.told_at, new.opened_by, new.opened_at)
     is distinct from (old.description, old.reference, old.told_at, old.opened_by, old.opened_at) then
    raise exception 'An account is never edited. Write an addendum that corrects it.'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger no_rewriting before update on incidents.incident
  for each row execute function incidents.refuse_rewriting();

-- Tables that only ever grow: not even the owner of the database changes a row by mistake.
create function incidents.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'What was written down stays: % on % is refused.', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger no_change before update or delete on incidents.addendum
  for each row execute function incidents.refuse_change();
create trigger no_change before update or delete on incidents.event
  for each row execute function incidents.refuse_change();
create trigger no_change before update or delete on incidents.closing
  for each row execute function incidents.refuse_change();

-- What later features' stores may join. They run as whoever asks, so row security holds for them too.
create view incidents.register_line with (security_invoker = true) as
  select school_id, id, reference, register, kind, state, told_at, happened_at, out_of_hours, serious, persistent,
         safeguarding, possible_child_image, restricted, next_due_at, opened_at, closed_at
    from incidents.incident;
create view incidents.part with (security_invoker = true) as
  select school_id, id, incident_id, person_id, role, name_then, kind_then, class_id, class_then, outcome, added_at
    from incidents.involvement
   where removed_at is null;
create view incidents.search_word with (security_invoker = true) as
  select school_id, word, record_id as incident_id from incidents.word;
grant select on incidents.register_line, incidents.part, incidents.search_word
  to schoolkeeper_app, schoolkeeper_backup;
