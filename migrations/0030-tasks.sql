-- Every person's list of things to do. Titles are the product's own words: nothing a person wrote stands in a task.

create schema tasks;
grant usage on schema tasks to schoolkeeper_app, schoolkeeper_backup;

create table tasks.task (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  -- Whose it is: a person, or whoever holds a role (the first of them to do it does it for all).
  person_id uuid,
  role text,
  -- The role it goes to when that person cannot have it or does not do it.
  otherwise text not null default 'head',
  -- Several people or roles may have the same thing to do: the first of them to do it does it for all.
  same_as uuid,
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
  -- When nobody has opened (or done) it by then, it goes to the next person too. Set on the first of the same.
  escalates_at timestamptz,
  primary key (school_id, id),
  check (person_id is not null or role is not null)
);
create index task_person on tasks.task (school_id, person_id, due_at) where state = 'open';
create index task_role on tasks.task (school_id, role, due_at) where state = 'open';
create index task_same on tasks.task (school_id, same_as) where same_as is not null;
create index task_about on tasks.task (school_id, about_id);
create index task_escalates on tasks.task (school_id, escalates_at) where state = 'open';
create unique index task_merge on tasks.task (school_id, about_id, merge_key, coalesce(person_id::text, role))
  where state = 'open' and merge_key is not null;

-- E-mails that tell of tasks: that one was due, and what became of it. Never what it said (decision S14).
create table tasks.notice (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  person_id uuid not null,
  -- The task it tells of; a reminder of several tells of none.
  task_id uuid,
  about_id uuid,
  urgency text not null check (urgency in ('now', 'soon', 'normal')),
  created_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  failure text,
  -- Never sent: the record is kept from the person by now, or there is nothing left to do.
  withdrawn_at timestamptz,
  primary key (school_id, id)
);
create index notice_created on tasks.notice (school_id, created_at);
create index notice_task on tasks.notice (school_id, task_id);

call schoolkeeper.protect('tasks.task', 'insert, update', 'about_id');
call schoolkeeper.protect('tasks.notice', 'insert, update', 'about_id');
