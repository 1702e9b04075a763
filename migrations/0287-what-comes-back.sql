-- What was sent to somebody came back, or reached somebody else. Nothing more goes there until somebody has put it right.

create table people.wrong_address (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  way text not null check (way in ('email', 'letter')),
  -- The e-mail address as it was: whoever has another one by now is written to again. A letter names none.
  address text,
  why text not null check (why in ('refused', 'notMe', 'cameBack')),
  noted_at timestamptz not null,
  -- Nobody: the mail server, or whoever opened a link that was not for them.
  noted_by uuid,
  settled_at timestamptz,
  settled_by uuid,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  check ((way = 'email') = (address is not null))
);
create unique index wrong_address_open on people.wrong_address (school_id, person_id, way) where settled_at is null;
call schoolkeeper.protect('people.wrong_address', 'insert, update');

-- Where a one-time link was sent; a printed letter was sent nowhere.
alter table agreements.link add column mailed_to text;

-- Since when a directory declines a logon: hours later it is tried each night, or at once when something about it changes.
alter table directories.waiting add column declined_since timestamptz;
