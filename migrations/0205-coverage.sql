-- How the clauses of a school's policy stood, day by day. Only what changed is a row, so three years are a few thousand.

create schema coverage;
grant usage on schema coverage to schoolkeeper_app, schoolkeeper_backup;

-- From this day on, until the next row of the clause, it was in this state.
create table coverage.state_change (
  school_id uuid not null references schools.school (id),
  clause text not null check (clause ~ '^[ABTHR][0-9]{1,3}$'),
  since date not null,
  state text not null check (state in ('running', 'attention', 'notSetUp', 'notBuilt')),
  primary key (school_id, clause, since)
);

-- That a day was looked at, and the sums then.
create table coverage.day (
  school_id uuid not null references schools.school (id),
  day date not null,
  running integer not null check (running >= 0),
  attention integer not null check (attention >= 0),
  not_set_up integer not null check (not_set_up >= 0),
  not_built integer not null check (not_built >= 0),
  primary key (school_id, day)
);

call schoolkeeper.protect('coverage.state_change', 'insert, update (state)');
call schoolkeeper.protect('coverage.day', 'insert, update');
