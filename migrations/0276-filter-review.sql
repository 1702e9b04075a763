-- The yearly review of filtering and monitoring: what was asked and answered, what follows, and who signed it.

create table filter_checks.review (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  number integer not null check (number > 0),
  -- Which edition of the questions (questions.ts).
  edition integer not null check (edition > 0),
  reason text not null check (reason in ('year', 'risk', 'technology', 'practice')),
  why text not null check (length(why) between 1 and 1000),
  -- Names by part: leader, safeguarding lead, IT, governor.
  takes_part jsonb not null,
  begun_at timestamptz not null,
  begun_by uuid not null,
  answers jsonb not null,
  state text not null check (state in ('open', 'finished', 'signed')),
  finished_at timestamptz,
  finished_by uuid,
  signed_at timestamptz,
  primary key (school_id, id),
  unique (school_id, number),
  check ((state = 'open') = (finished_at is null)),
  check ((state = 'signed') = (signed_at is not null))
);
create unique index review_running on filter_checks.review (school_id) where state <> 'signed';

-- Something to be done because of a review, by whoever holds the role, until a day.
create table filter_checks.review_action (
  school_id uuid not null,
  id uuid not null,
  review_id uuid not null,
  what text not null check (length(what) between 1 and 1000),
  role text not null,
  due_on date not null,
  added_at timestamptz not null,
  added_by uuid not null,
  done_at timestamptz,
  done_by uuid,
  done_how text check (length(done_how) <= 1000),
  primary key (school_id, id),
  foreign key (school_id, review_id) references filter_checks.review (school_id, id),
  check ((done_at is null) = (done_how is null))
);
create index review_action_of on filter_checks.review_action (school_id, review_id, due_on);

-- One signature for each role that has to sign. Never changed.
create table filter_checks.review_signature (
  school_id uuid not null,
  review_id uuid not null,
  role text not null,
  signed_by uuid not null,
  signed_at timestamptz not null,
  primary key (school_id, review_id, role),
  foreign key (school_id, review_id) references filter_checks.review (school_id, id)
);

call schoolkeeper.protect('filter_checks.review', 'insert, update (takes_part, answers, state, finished_at, finished_by, signed_at)');
call schoolkeeper.protect('filter_checks.review_action', 'insert, update (done_at, done_by, done_how)');
call schoolkeeper.protect('filter_checks.review_signature', 'insert');
call schoolkeeper.only_grows('filter_checks.review_signature');
