-- What a system outside Schoolkeeper does for a control: which, who looked at it, what they saw, and until when that is
-- good. The newest row of a control counts; earlier ones stay.

create table coverage.confirmation (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  control text not null check (length(control) between 3 and 100),
  system text not null check (length(system) between 1 and 120),
  seen_on date not null,
  seen text not null check (length(seen) between 10 and 1000),
  review_due_on date not null,
  -- Taken back: nothing outside does it any more.
  ended boolean not null default false,
  noted_at timestamptz not null,
  noted_by uuid not null,
  primary key (school_id, id),
  check (review_due_on > seen_on)
);
create index confirmation_control on coverage.confirmation (school_id, control, noted_at desc);

call schoolkeeper.protect('coverage.confirmation', 'insert');
call schoolkeeper.only_grows('coverage.confirmation');
