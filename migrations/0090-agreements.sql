-- What people promise about the school's technology: texts in versions, rounds of asking, and answers that are never changed.

create schema agreements;
grant usage on schema agreements to schoolkeeper_app, schoolkeeper_backup;

-- A text as it was drafted, approved and replaced. What was published is never changed: its hash stands in every answer.
create table agreements.version (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  agreement text not null,
  number integer not null check (number > 0),
  -- Answers to an earlier edition no longer stand; a minor change keeps the edition.
  edition integer not null check (edition > 0),
  state text not null check (state in ('draft', 'waiting', 'published', 'replaced')),
  text jsonb not null,
  sha256 bytea not null check (length(sha256) = 32),
  change text not null check (change in ('first', 'minor', 'signatures')),
  why text not null check (length(why) between 1 and 500),
  drafted_by uuid,
  drafted_at timestamptz not null,
  revision integer not null default 1,
  approved_by uuid,
  published_at timestamptz,
  primary key (school_id, id),
  unique (school_id, agreement, number),
  check ((state in ('published', 'replaced')) = (published_at is not null))
);
create unique index version_published on agreements.version (school_id, agreement) where state = 'published';
create unique index version_open on agreements.version (school_id, agreement) where state in ('draft', 'waiting');

create table agreements.round (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  agreement text not null,
  reason text not null check (reason in ('office', 'standing', 'change')),
  -- Null: every phase, every class.
  phases text[],
  class_ids uuid[],
  -- Whoever comes into the audience later is asked too.
  with_joiners boolean not null,
  opened_at timestamptz not null,
  opened_by uuid,
  due_on date not null,
  closed_at timestamptz,
  chased_on date,
  primary key (school_id, id)
);
create index round_open on agreements.round (school_id, agreement) where closed_at is null;

-- One person asked for one agreement, about themselves or about one child.
create table agreements.ask (
  school_id uuid not null,
  id uuid not null,
  round_id uuid not null,
  agreement text not null,
  signer_id uuid not null,
  -- Whose use of the network the answer is about: the signer, or a guardian's child.
  about_id uuid not null,
  class_id uuid,
  phase text,
  -- The member of staff who answers for a visitor.
  host_id uuid,
  asked_at timestamptz not null,
  due_on date not null,
  -- From this day on the network waits for the answer.
  holds_from date not null,
  state text not null check (state in ('open', 'signed', 'refused', 'withdrawn', 'ended')),
  answered_at timestamptz,
  edition integer,
  reminded_on date,
  primary key (school_id, id),
  foreign key (school_id, round_id) references agreements.round (school_id, id),
  foreign key (school_id, signer_id) references people.person (school_id, id),
  foreign key (school_id, about_id) references people.person (school_id, id)
);
create unique index ask_open on agreements.ask (school_id, agreement, signer_id, about_id) where state = 'open';
create index ask_round on agreements.ask (school_id, round_id, state);
create index ask_signer on agreements.ask (school_id, signer_id, agreement, asked_at desc);
create index ask_about on agreements.ask (school_id, about_id, agreement, asked_at desc);

-- An answer, with what was read and how it was given. Append-only: a later answer to the same question is a row of its own.
create table agreements.signature (
  school_id uuid not null,
  id uuid not null,
  ask_id uuid not null,
  version_id uuid not null,
  version_sha256 bytea not null check (length(version_sha256) = 32),
  signer_id uuid not null,
  about_id uuid not null,
  answer text not null check (answer in ('signed', 'refused', 'withdrawn', 'voided')),
  way text not null check (way in ('signIn', 'link', 'kiosk', 'paper', 'onBehalf')),
  name_written text check (length(name_written) between 1 and 120),
  job_title text check (length(job_title) <= 120),
  class_name text check (length(class_name) <= 80),
  remark text check (length(remark) between 1 and 1000),
  at timestamptz not null,
  recorded_by_kind text not null,
  recorded_by uuid,
  file_id uuid,
  primary key (school_id, id),
  foreign key (school_id, ask_id) references agreements.ask (school_id, id),
  foreign key (school_id, version_id) references agreements.version (school_id, id),
  foreign key (school_id, signer_id) references people.person (school_id, id),
  foreign key (school_id, about_id) references people.person (school_id, id),
  check (way <> 'onBehalf' or remark is not null),
  check ((way = 'paper') = (file_id is not null))
);
create index signature_ask on agreements.signature (school_id, ask_id, at desc);

-- The way for a parent to sign without a sign-in (decision X6). Only a hash is kept, so it cannot be read out of here.
create table agreements.link (
  school_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  ask_id uuid not null,
  made_at timestamptz not null,
  made_by uuid,
  expires_at timestamptz not null,
  wrong_tries integer not null default 0,
  used_at timestamptz,
  withdrawn_at timestamptz,
  primary key (school_id, id),
  unique (school_id, token_hash),
  foreign key (school_id, ask_id) references agreements.ask (school_id, id)
);
create index link_ask on agreements.link (school_id, ask_id);

-- A tablet that children pass round to sign: opened by an adult for one class and one round, for a lesson.
create table agreements.kiosk (
  school_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  round_id uuid not null,
  class_id uuid not null,
  class_name text not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > opened_at),
  ended_at timestamptz,
  primary key (school_id, id),
  unique (school_id, token_hash),
  foreign key (school_id, round_id) references agreements.round (school_id, id)
);

-- An adult says that a rule about social media does not fit them: a niece in year 5, a scout group. Somebody decides.
create table agreements.declaration (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  rule text not null,
  what text not null check (length(what) between 1 and 1000),
  declared_at timestamptz not null,
  state text not null check (state in ('waiting', 'allowed', 'notAllowed')),
  decided_by uuid,
  decided_at timestamptz,
  decided_why text check (length(decided_why) between 1 and 1000),
  ends_on date,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  check ((state = 'waiting') = (decided_at is null))
);
create index declaration_person on agreements.declaration (school_id, person_id, declared_at desc);

-- The rules were gone through with a class.
create table agreements.reminder (
  school_id uuid not null,
  id uuid not null,
  agreement text not null,
  class_id uuid not null,
  at timestamptz not null,
  reminded_by uuid not null,
  primary key (school_id, id)
);
create index reminder_class on agreements.reminder (school_id, class_id, at desc);

call schoolkeeper.protect('agreements.version', 'insert, update');
call schoolkeeper.protect('agreements.round', 'insert, update');
call schoolkeeper.protect('agreements.ask', 'insert, update');
call schoolkeeper.protect('agreements.signature', 'insert');
call schoolkeeper.protect('agreements.link', 'insert, update');
call schoolkeeper.protect('agreements.kiosk', 'insert, update');
-- What somebody declares about a relative is kept from whoever the record is kept from.
call schoolkeeper.protect('agreements.declaration', 'insert, update', 'id');
call schoolkeeper.protect('agreements.reminder', 'insert');
