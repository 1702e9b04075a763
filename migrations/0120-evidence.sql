-- Evidence: what is kept, where it lies, who had it in hand. Where an incident may hold a picture of a child or terrorist
-- material, no file is ever taken in, and files that were there are sealed (docs/decisions/0004-sealing.md).

create schema evidence;
grant usage on schema evidence to schoolkeeper_app, schoolkeeper_backup;

-- "Could it be illegal?" is answered before anything is kept. The latest answer counts; none is ever rewritten.
create table evidence.answer (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  answer text not null check (answer in ('childImage', 'terroristMaterial', 'otherCrime', 'notIllegal')),
  why text not null check (length(why) between 1 and 2000),
  answered_at timestamptz not null,
  answered_by uuid,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id)
);
create index answer_incident on evidence.answer (school_id, incident_id, answered_at);

-- One thing: a file, something kept in a bag or a safe, or a device that was taken in.
create table evidence.item (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  number integer not null check (number > 0),
  kind text not null check (kind in ('file', 'held', 'device')),
  description text not null check (length(description) between 1 and 2000),
  -- Words of a possible crime: for the safeguarding leads and the head alone.
  leads_only boolean not null,
  state text not null check (state in ('held', 'sealed', 'withPolice', 'returned', 'notHandedOver')),
  place text check (length(place) <= 300),
  seal_number text check (length(seal_number) <= 100),
  police_reference text check (length(police_reference) <= 100),
  file_id uuid,
  added_at timestamptz not null,
  added_by uuid,
  primary key (school_id, id),
  unique (school_id, incident_id, number),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, file_id) references files.file (school_id, id),
  check ((kind = 'file') = (file_id is not null)),
  check (state <> 'sealed' or kind = 'file')
);
create index item_added on evidence.item (school_id, added_at);

-- How a device came to be taken in. Pupils' items are confiscated; members of staff are asked to hand theirs over.
create table evidence.confiscation (
  school_id uuid not null,
  item_id uuid not null,
  incident_id uuid not null,
  owner_kind text not null check (owner_kind in ('pupil', 'staff')),
  owner_id uuid,
  owner_name text not null check (length(owner_name) between 1 and 200),
  taken_by text not null check (length(taken_by) between 1 and 200),
  taken_at timestamptz not null,
  suspicion text not null check (length(suspicion) between 1 and 2000),
  agreed boolean,
  primary key (school_id, item_id),
  foreign key (school_id, item_id) references evidence.item (school_id, id),
  foreign key (school_id, owner_id) references people.person (school_id, id),
  check ((owner_kind = 'staff') = (agreed is not null))
);
create index confiscation_owner on evidence.confiscation (school_id, owner_id);

-- The chain of custody: who handed the thing to whom, when and where. It only ever grows.
create table evidence.custody (
  school_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  incident_id uuid not null,
  act text not null,
  at timestamptz not null,
  from_whom text check (length(from_whom) <= 200),
  to_whom text check (length(to_whom) <= 200),
  place text check (length(place) <= 300),
  seal_number text check (length(seal_number) <= 100),
  police_reference text check (length(police_reference) <= 100),
  says text check (length(says) <= 2000),
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (school_id, id),
  foreign key (school_id, item_id) references evidence.item (school_id, id)
);
create index custody_item on evidence.custody (school_id, item_id, recorded_at);

-- Who looked at a file, written before the first byte leaves.
create table evidence.view (
  school_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  incident_id uuid not null,
  copy text not null check (copy in ('shown', 'original')),
  why text,
  viewed_at timestamptz not null,
  viewed_by uuid not null,
  primary key (school_id, id),
  foreign key (school_id, item_id) references evidence.item (school_id, id),
  check (copy = 'shown' or length(why) between 1 and 500)
);
create index view_item on evidence.view (school_id, item_id, viewed_at);

-- Backups made between these two moments may still open a file that was sealed since. Nobody can destroy them from here.
create table evidence.old_backup (
  school_id uuid not null,
  file_id uuid not null,
  incident_id uuid not null,
  stored_at timestamptz not null,
  sealed_at timestamptz not null,
  destroyed_at timestamptz,
  destroyed_by uuid,
  says text check (length(says) <= 2000),
  primary key (school_id, file_id),
  foreign key (school_id, file_id) references files.file (school_id, id),
  check ((destroyed_at is null) = (says is null))
);

-- A sealed file goes to the police when two people agree to it: one asks, the other opens, each at their own sign-in.
create table evidence.hand_over (
  school_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  incident_id uuid not null,
  officer text not null check (length(officer) between 1 and 200),
  police_force text not null check (length(police_force) between 1 and 200),
  police_reference text not null check (length(police_reference) between 1 and 100),
  asked_at timestamptz not null,
  asked_by uuid not null,
  ends_at timestamptz not null,
  opened_at timestamptz,
  opened_by uuid,
  primary key (school_id, id),
  foreign key (school_id, item_id) references evidence.item (school_id, id),
  check (opened_by <> asked_by),
  check ((opened_at is null) = (opened_by is null))
);
create index hand_over_item on evidence.hand_over (school_id, item_id);

-- The decision of two people to look at a possible nude image of a child. Nothing is shown or kept here.
create table evidence.viewing (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  only_way text not null check (only_way in ('toDecide', 'toReport', 'unavoidable')),
  why text not null check (length(why) between 1 and 2000),
  others_present text not null check (length(others_present) between 1 and 300),
  place text not null check (length(place) between 1 and 300),
  planned_for timestamptz not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  decision text check (decision in ('approved', 'refused')),
  decision_why text check (length(decision_why) between 1 and 2000),
  decided_at timestamptz,
  decided_by uuid,
  viewed_at timestamptz,
  decided_after text check (length(decided_after) between 1 and 2000),
  noted_by uuid,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  check (decided_by <> asked_by),
  check (num_nonnulls(decision, decision_why, decided_at, decided_by) in (0, 4)),
  check (num_nonnulls(viewed_at, decided_after, noted_by) in (0, 3)),
  check (viewed_at is null or decision = 'approved')
);
create index viewing_incident on evidence.viewing (school_id, incident_id);

-- A child was asked to delete a picture, and confirms it by a time.
create table evidence.deletion (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  pupil_id uuid not null,
  agreed_with text not null check (length(agreed_with) between 1 and 300),
  asked_at timestamptz not null,
  asked_by uuid,
  confirm_by timestamptz not null,
  confirmed_at timestamptz,
  confirmed_by uuid,
  says text check (length(says) <= 1000),
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, pupil_id) references people.person (school_id, id)
);
create index deletion_incident on evidence.deletion (school_id, incident_id);

-- What was done to find out who did it, and to help whoever it was done to.
create table evidence.step_taken (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  kind text not null,
  whom text not null check (length(whom) between 1 and 200),
  says text not null check (length(says) between 1 and 2000),
  at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id)
);
create index step_taken_incident on evidence.step_taken (school_id, incident_id);

call schoolkeeper.protect('evidence.answer', 'insert', 'incident_id');
call schoolkeeper.protect('evidence.item', 'insert, update (state, place, seal_number, police_reference)', 'incident_id');
call schoolkeeper.protect('evidence.confiscation', 'insert', 'incident_id');
call schoolkeeper.protect('evidence.custody', 'insert', 'incident_id');
call schoolkeeper.protect('evidence.view', 'insert', 'incident_id');
call schoolkeeper.protect('evidence.old_backup', 'insert, update (destroyed_at, destroyed_by, says)', 'incident_id');
call schoolkeeper.protect('evidence.hand_over', 'insert, update (opened_at, opened_by)', 'incident_id');
call schoolkeeper.protect('evidence.viewing',
  'insert, update (decision, decision_why, decided_at, decided_by, viewed_at, decided_after, noted_by)', 'incident_id');
call schoolkeeper.protect('evidence.deletion', 'insert, update (confirmed_at, confirmed_by, says)', 'incident_id');
call schoolkeeper.protect('evidence.step_taken', 'insert', 'incident_id');

-- What only grows stays as it was written, whoever tries.
create function evidence.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'What was written down stays: % on % is refused.', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger no_change before update or delete on evidence.answer
  for each row execute function evidence.refuse_change();
create trigger no_change before update or delete on evidence.custody
  for each row execute function evidence.refuse_change();
create trigger no_change before update or delete on evidence.view
  for each row execute function evidence.refuse_change();
create trigger no_change before update or delete on evidence.step_taken
  for each row execute function evidence.refuse_change();

-- A sealed item never becomes readable again, and a decision to look at something is made once.
create function evidence.refuse_second_decision() returns trigger language plpgsql as $$
begin
  raise exception 'This was decided before and stays decided.' using errcode = 'insufficient_privilege';
end $$;
create trigger stays_sealed before update on evidence.item
  for each row when (old.state = 'sealed' and new.state <> 'sealed')
  execute function evidence.refuse_second_decision();
create trigger decided_once before update on evidence.viewing
  for each row when (old.decision is not null and new.decision is distinct from old.decision)
  execute function evidence.refuse_second_decision();
create trigger opened_once before update on evidence.hand_over
  for each row when (old.opened_at is not null)
  execute function evidence.refuse_second_decision();

-- What somebody says happened to them is an addition of its own kind (B92).
alter table incidents.addendum drop constraint addendum_kind_check;
alter table incidents.addendum add constraint addendum_kind_check
  check (kind in ('note', 'decision', 'correction', 'ownAccount'));
