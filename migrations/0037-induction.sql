-- What joiners are told and read, guests of the office, and the firms that work for the school.

create schema induction;
grant usage on schema induction to schoolkeeper_app, schoolkeeper_backup;

-- One thing of the checklist for one joiner: done by the joiner, confirmed by whoever leads them.
create table induction.item (
  school_id uuid not null,
  person_id uuid not null,
  key text not null,
  begun_on date not null,
  due_on date not null,
  done_at timestamptz,
  confirmed_at timestamptz,
  confirmed_by uuid check (confirmed_by <> person_id),
  remark text check (length(remark) <= 500),
  primary key (school_id, person_id, key, begun_on),
  foreign key (school_id, person_id) references people.person (school_id, id),
  check ((confirmed_at is null) = (confirmed_by is null))
);
create index item_due on induction.item (school_id, due_on) where confirmed_at is null;

-- A visitor, contractor or supply teacher as the office writes them down: who answers for them, from when to when, what
-- they were told. The end ends everything of theirs.
create table induction.guest (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  organisation text check (length(organisation) <= 200),
  purpose text not null check (length(purpose) between 1 and 500),
  sponsor_id uuid not null check (sponsor_id <> person_id),
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  supervised boolean not null,
  -- Keys of what they were told, and that they signed for it.
  told text[] not null,
  signed boolean not null,
  identity_seen text not null check (length(identity_seen) between 1 and 200),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  ended_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  foreign key (school_id, sponsor_id) references people.person (school_id, id)
);
create index guest_ends on induction.guest (school_id, ends_on) where ended_at is null;

-- A firm that works for the school: who commissioned it, how it was chosen, what it undertook.
create table induction.contract (
  school_id uuid not null,
  id uuid not null,
  firm text not null check (length(firm) between 1 and 200),
  service text not null check (length(service) between 1 and 500),
  commissioned_by text not null check (length(commissioned_by) between 1 and 200),
  chosen_how text not null check (length(chosen_how) between 1 and 1000),
  advice text not null check (length(advice) between 1 and 1000),
  knows_policy_on date,
  destroys_data boolean not null,
  guarantee text check (length(guarantee) between 1 and 500),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (school_id, id),
  -- Who destroys data guarantees in writing that nothing can be brought back (T257).
  check (not destroys_data or guarantee is not null)
);

-- What a firm did not do as it should, and that whoever commissioned it was told.
create table induction.deficiency (
  school_id uuid not null,
  id uuid not null,
  contract_id uuid not null,
  what text not null check (length(what) between 1 and 1000),
  told_whom text not null check (length(told_whom) between 1 and 200),
  noted_at timestamptz not null,
  noted_by uuid not null,
  primary key (school_id, id),
  foreign key (school_id, contract_id) references induction.contract (school_id, id)
);

call schoolkeeper.protect('induction.item');
call schoolkeeper.protect('induction.guest');
call schoolkeeper.protect('induction.contract');
call schoolkeeper.protect('induction.deficiency', 'insert');
