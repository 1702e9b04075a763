-- An adult's day on the network is opened by two people (clause A88): one asks, another agrees, and both look, for an hour.

alter table activity.look add column adult boolean not null default false;
alter table activity.look alter column adult drop default;
alter table activity.look add constraint adults_have_names check (not adult or person_id is not null);
alter table activity.look add constraint look_as_asked unique (school_id, id, by_id, person_id);

-- Written when who asked opens it, with whoever agreed. What it says of the look is what was asked, so that the database
-- itself refuses the same person twice, and the person it is about.
create table activity.opening (
  school_id uuid not null references schools.school (id),
  look_id uuid not null,
  at timestamptz not null,
  by_id uuid not null,
  with_id uuid not null,
  person_id uuid not null,
  primary key (school_id, look_id),
  foreign key (school_id, look_id, by_id, person_id) references activity.look (school_id, id, by_id, person_id),
  constraint two_people check (with_id <> by_id),
  constraint not_about_oneself check (person_id <> by_id and person_id <> with_id)
);
call schoolkeeper.protect('activity.opening', 'insert', 'look_id');
call schoolkeeper.only_grows('activity.opening');
