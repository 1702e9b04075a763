-- Everything that somebody who leaves could reach closes after the last day, or earlier when somebody says so.
alter table people.person add column access_ended_on date;
create index person_access_ends on people.person (school_id, left_on) where left_on is not null and access_ended_on is null;

-- How a guardian would rather be reached. What may be done at all is answered in people.guardianship (decision S10).
alter table people.person add column prefers_contact text check (prefers_contact in ('email', 'telephone', 'letter', 'inPerson'));
alter table people.person add column telephone text check (length(telephone) <= 40);
alter table people.person add column contact_note text check (length(contact_note) <= 500);

-- What a person is besides: a parent who helps is a volunteer too, and is one person.
create table people.added_kind (
  school_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('volunteer', 'governor', 'staff', 'guardian')),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  why text not null check (length(why) between 1 and 500),
  added_by uuid,
  primary key (school_id, person_id, kind, starts_on),
  foreign key (school_id, person_id) references people.person (school_id, id)
);
call schoolkeeper.protect('people.added_kind');

-- What a roster is compared with. With the rights of whoever asks, so row security holds.
create view people.on_roll with (security_invoker = true) as
  select school_id, id, kind, given_name, family_name, known_as, date_of_birth, email, job_title, external_id,
         joined_on, left_on, revision
    from people.person;
create view people.guardian_of with (security_invoker = true) as
  select school_id, guardian_id, pupil_id, relation, starts_on, ends_on,
         court_order is not null or address_withheld as restricted
    from people.guardianship;
grant select on people.on_roll, people.guardian_of to schoolkeeper_app, schoolkeeper_backup;
