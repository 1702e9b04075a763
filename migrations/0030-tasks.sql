-- Every person's list of things to do. Titles are the product's own words: nothing a person wrote stands in a task.

create schema tasks;
grant usage on schema tasks to schoolkeeper_app, schoolkeeper_backup;

create table tasks.task (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  -- Whose it is: a person, or whoever holds a role (the first of them to do it does it for all).
  person_id uuid,
  role text,
  -- What kind of task (src/features/tasks/task.ts lists none: each feature names its own).
  kind text not null,
  title text not null,
  about_kind text not null,
  about_id uuid not null,
  path text not null,
  urgency text not null check (urgency in ('now', 'soon', 'normal')),
  clock text check (clock in ('hours', 'workingDays', 'schoolDays')),
  due_at timestamptz,
  state text not null default 'open' check (state in ('open', 'done', 'notNeeded')),
  -- The same thing asked twice is one task: while it is open, `merge_key` is unique about one record.
  merge_key text,
  created_at timestamptz not null,
  created_by uuid,
  opened_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  reason text,
  reminded_at timestamptz,
  -- When nobody has opened (or done) it by then, it goes to the next person too.
  escalates_at timestamptz,
  escalated_from uuid,
  primary key (school_id, id),
  check (person_id is not null or role is not null)
);
create index task_person on tasks.task (school_id, person_id, due_at) where state = 'open';
create index task_role on tasks.task (school_id, role, due_at) where state = 'open';
create index task_about on tasks.task (school_id, about_id);
create index task_escalates on tasks.task (school_id, escalates_at) where state = 'open';
create unique index task_merge on tasks.task (school_id, about_id, merge_key, coalesce(person_id::text, role))
  where state = 'open' and merge_key is not null;

-- E-mails that tell of tasks: that one was due, and what became of it. Never what it said (decision S14).
create table tasks.notice (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  person_id uuid not null,
  about_id uuid,
  urgency text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  failure text,
  primary key (school_id, id)
);
create index notice_person on tasks.notice (school_id, person_id, created_at);

call schoolkeeper.protect('tasks.task', 'insert, update', 'about_id');
call schoolkeeper.protect('tasks.notice', 'insert, update', 'about_id');
