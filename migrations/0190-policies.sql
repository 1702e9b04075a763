-- The school's policies: every version with its paragraphs, who commented, approved and signed, who has read it, and
-- when it is looked at again.

create schema policies;
grant usage on schema policies to schoolkeeper_app, schoolkeeper_backup;

create table policies.policy (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  -- Its address on the public page; it never changes, because other sites link to it.
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  title text not null check (length(title) between 1 and 120),
  model text check (model in ('A', 'B', 'T', 'H', 'R')),
  review_due_on date,
  made_at timestamptz not null,
  made_by uuid,
  primary key (school_id, id),
  unique (school_id, slug)
);

-- What the policy is read together with, and where that is kept.
create table policies.linked (
  school_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  kept_at text check (length(kept_at) <= 500),
  added_at timestamptz not null,
  added_by uuid,
  removed_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, policy_id) references policies.policy (school_id, id)
);
create index linked_policy on policies.linked (school_id, policy_id);

create table policies.version (
  school_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  number integer not null check (number > 0),
  state text not null
    check (state in ('draft', 'comments', 'approving', 'signing', 'adopted', 'replaced', 'withdrawn')),
  came_from text not null check (came_from in ('model', 'word', 'empty', 'version')),
  title text not null check (length(title) between 1 and 120),
  scope text not null check (length(scope) between 1 and 1000),
  owner text not null,
  applies_from date,
  change_note text check (length(change_note) <= 1000),
  -- Who is asked for comments, and until which day.
  groups text[] not null default '{}',
  comments_until date,
  -- The steps of approval in their order, as the settings were when it was sent.
  route text[] not null default '{}',
  attempt integer not null default 0,
  -- SHA-256 of the text from the moment at which it is sent for approval.
  hash bytea check (length(hash) = 32),
  adopted_on date,
  published_at timestamptz,
  published_by uuid,
  made_at timestamptz not null,
  made_by uuid,
  revision integer not null default 1,
  primary key (school_id, id),
  unique (school_id, policy_id, number),
  foreign key (school_id, policy_id) references policies.policy (school_id, id),
  check (hash is not null or state in ('draft', 'comments', 'withdrawn')),
  check ((adopted_on is not null) = (state in ('adopted', 'replaced'))),
  check (published_at is null or adopted_on is not null)
);
-- One is being written at a time, and one is in force.
create unique index version_open on policies.version (school_id, policy_id)
  where state in ('draft', 'comments', 'approving', 'signing');
create unique index version_in_force on policies.version (school_id, policy_id) where state = 'adopted';

create table policies.paragraph (
  school_id uuid not null,
  id uuid not null,
  version_id uuid not null,
  -- The same paragraph in every version that has it.
  key uuid not null,
  position integer not null check (position > 0),
  heading text not null check (length(heading) between 1 and 120),
  number text not null,
  text text not null check (length(text) between 1 and 6000),
  -- The text with the school's own values filled in, fixed when it is sent for approval.
  printed text,
  clauses text[] not null default '{}',
  revision integer not null default 1,
  primary key (school_id, id),
  unique (school_id, version_id, key),
  foreign key (school_id, version_id) references policies.version (school_id, id)
);
create index paragraph_version on policies.paragraph (school_id, version_id, position);

create table policies.comment (
  school_id uuid not null,
  id uuid not null,
  version_id uuid not null,
  paragraph_key uuid,
  "group" text not null check ("group" in ('staff', 'governors', 'parents', 'pupils')),
  -- Who wrote it, or who wrote down what a meeting said.
  person_id uuid not null,
  meeting text check (length(meeting) between 1 and 300),
  held_on date,
  says text not null check (length(says) between 1 and 4000),
  at timestamptz not null,
  answer text check (length(answer) between 1 and 2000),
  changed_text boolean,
  answered_at timestamptz,
  answered_by uuid,
  primary key (school_id, id),
  foreign key (school_id, version_id) references policies.version (school_id, id),
  check ((meeting is null) = (held_on is null)),
  check ((answer is null) = (answered_at is null))
);
create index comment_version on policies.comment (school_id, version_id, at);

-- Each step of an approval, the chair's signature with it, bound to the text by its hash.
create table policies.approval (
  school_id uuid not null,
  id uuid not null,
  version_id uuid not null,
  attempt integer not null,
  step text not null check (step in ('staff', 'head', 'governors', 'board', 'signature')),
  decision text not null check (decision in ('approved', 'sentBack')),
  says text check (length(says) <= 2000),
  held_on date not null,
  minute text check (length(minute) <= 200),
  hash bytea not null check (length(hash) = 32),
  person_id uuid not null,
  name_then text not null,
  at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, version_id, attempt, step),
  foreign key (school_id, version_id) references policies.version (school_id, id)
);

-- A round in which people confirm that they have read a version.
create table policies.reading_round (
  school_id uuid not null,
  id uuid not null,
  version_id uuid not null,
  why text not null check (why in ('published', 'yearly', 'asked')),
  opened_at timestamptz not null,
  opened_by uuid,
  due_on date not null,
  reminded_at timestamptz,
  closed_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, version_id) references policies.version (school_id, id)
);
create index reading_round_version on policies.reading_round (school_id, version_id);

create table policies.reader (
  school_id uuid not null,
  round_id uuid not null,
  person_id uuid not null,
  kind text not null,
  read_at timestamptz,
  hash bytea check (length(hash) = 32),
  primary key (school_id, round_id, person_id),
  foreign key (school_id, round_id) references policies.reading_round (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  check ((read_at is null) = (hash is null))
);
create index reader_person on policies.reader (school_id, person_id) where read_at is null;

-- When a group that signs nothing was taken through the policy: an assembly, a parents' evening, a newsletter.
create table policies.introduction (
  school_id uuid not null,
  id uuid not null,
  version_id uuid not null,
  "group" text not null check ("group" in ('staff', 'governors', 'parents', 'pupils', 'public')),
  way text not null,
  held_on date not null,
  says text not null check (length(says) between 1 and 500),
  noted_at timestamptz not null,
  noted_by uuid,
  primary key (school_id, id),
  foreign key (school_id, version_id) references policies.version (school_id, id)
);
create index introduction_version on policies.introduction (school_id, version_id);

-- A reason to look at a policy before or at its time, and what came of it.
create table policies.review (
  school_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  cause text not null check (cause in ('calendar', 'guidance', 'law', 'technology', 'incident', 'settings', 'asked')),
  says text not null check (length(says) between 1 and 1000),
  asked_at timestamptz not null,
  asked_by uuid,
  due_on date not null,
  outcome text check (outcome in ('unchanged', 'newVersion')),
  findings text check (length(findings) between 1 and 4000),
  ended_at timestamptz,
  ended_by uuid,
  primary key (school_id, id),
  foreign key (school_id, policy_id) references policies.policy (school_id, id),
  check ((outcome is null) = (ended_at is null))
);
create index review_policy on policies.review (school_id, policy_id, asked_at desc);

call schoolkeeper.protect('policies.policy', 'insert, update (title, review_due_on)');
call schoolkeeper.protect('policies.linked', 'insert, update (kept_at, removed_at)');
call schoolkeeper.protect('policies.version');
call schoolkeeper.protect('policies.paragraph', 'insert, update, delete');
call schoolkeeper.protect('policies.comment', 'insert, update (answer, changed_text, answered_at, answered_by)');
call schoolkeeper.protect('policies.approval', 'insert');
call schoolkeeper.protect('policies.reading_round', 'insert, update (reminded_at, closed_at)');
call schoolkeeper.protect('policies.reader', 'insert, update (read_at, hash)');
call schoolkeeper.protect('policies.introduction', 'insert');
call schoolkeeper.protect('policies.review', 'insert, update (outcome, findings, ended_at, ended_by)');

-- The text of a version that was sent for approval is what people agreed to: the database keeps it as it is.
create function policies.keep_text() returns trigger language plpgsql as $$
declare
  held text;
begin
  select v.state into held from policies.version v
   where v.school_id = old.school_id and v.id = old.version_id;
  if held not in ('draft', 'comments') and not (held = 'approving' and old.printed is null) then
    raise exception 'The text of this version is fixed.' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger keep_text before update or delete on policies.paragraph
  for each row execute function policies.keep_text();

-- What later stores may join: the paragraphs of the version in force, with the clauses that each says.
create view policies.paragraph_in_force with (security_invoker = true) as
  select p.school_id, v.policy_id, v.id as version_id, p.id, p.key, p.position, p.heading, p.number,
         coalesce(p.printed, p.text) as text, p.clauses
    from policies.paragraph p
    join policies.version v on v.school_id = p.school_id and v.id = p.version_id
   where v.state = 'adopted';
grant select on policies.paragraph_in_force to schoolkeeper_app, schoolkeeper_backup;
