-- Tools that pupils and staff may use: what was found out about each, who decided and until when; and projects of classes that need one.

create schema tools;
grant usage on schema tools to schoolkeeper_app, schoolkeeper_backup;

create table tools.tool (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  kind text not null check (kind in ('app', 'game', 'blog', 'ai', 'online', 'technology')),
  maker text check (length(maker) <= 200),
  site text check (length(site) <= 300),
  -- What children read about it.
  for_children text check (length(for_children) <= 300),
  state text not null check (state in ('new', 'approved', 'refused', 'withdrawn')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  -- The newest assessment, and the one that was decided about: where they differ, a decision waits.
  assessment_id uuid,
  decided_assessment_id uuid,
  approved_until date,
  primary key (school_id, id),
  check ((state = 'approved') = (approved_until is not null))
);
create unique index tool_name on tools.tool (school_id, lower(name));

create table tools.assessment (
  school_id uuid not null,
  id uuid not null,
  tool_id uuid not null,
  number integer not null check (number > 0),
  -- Which version of the questions was answered.
  form_version integer not null check (form_version > 0),
  benefit text not null check (length(benefit) between 1 and 2000),
  risks text check (length(risks) <= 2000),
  -- Year groups from and to; none: staff alone.
  from_year integer check (from_year between -1 and 13),
  to_year integer check (to_year between -1 and 13),
  -- As its makers say; none: they name no age.
  min_age integer check (min_age between 3 and 18),
  accounts text not null check (accounts in ('none', 'school', 'own')),
  parents text not null check (parents in ('agree', 'told', 'notAsked')),
  places text[] not null,
  answers jsonb not null,
  assessed_by uuid not null,
  assessed_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, tool_id, number),
  foreign key (school_id, tool_id) references tools.tool (school_id, id),
  check ((from_year is null) = (to_year is null)),
  check (from_year <= to_year)
);

create table tools.decision (
  school_id uuid not null,
  id uuid not null,
  tool_id uuid not null,
  assessment_id uuid not null,
  result text not null check (result in ('approved', 'refused', 'withdrawn')),
  why text not null check (length(why) between 1 and 1000),
  conditions text check (length(conditions) <= 1000),
  until date,
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, assessment_id) references tools.assessment (school_id, id),
  check ((result = 'approved') = (until is not null))
);
create index decision_tool on tools.decision (school_id, tool_id, decided_at desc);

create table tools.project (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  title text not null check (length(title) between 1 and 120),
  -- What pupils do in it that they may do in no other way.
  needs text[] not null check (cardinality(needs) > 0),
  tool_id uuid,
  class_id uuid not null,
  plan text not null check (length(plan) between 1 and 2000),
  -- Who is there whenever pupils meet somebody or send pictures.
  adult_id uuid not null,
  parents_know boolean not null,
  starts_on date not null,
  ends_on date not null,
  state text not null check (state in ('asked', 'agreed', 'refused')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decided_why text check (length(decided_why) <= 1000),
  primary key (school_id, id),
  foreign key (school_id, tool_id) references tools.tool (school_id, id),
  check (starts_on <= ends_on),
  check ((state = 'asked') = (decided_at is null))
);
create index project_newest on tools.project (school_id, asked_at desc);

call schoolkeeper.protect('tools.tool');
call schoolkeeper.protect('tools.assessment', 'insert');
call schoolkeeper.protect('tools.decision', 'insert');
call schoolkeeper.protect('tools.project', 'insert, update (state, decided_by, decided_at, decided_why)');
call schoolkeeper.only_grows('tools.assessment');
call schoolkeeper.only_grows('tools.decision');
