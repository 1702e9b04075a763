-- Who sat where: which child was at which device while an adult had a logon open that several children use.

create table accounts.seating (
  school_id uuid not null,
  id uuid not null,
  class_id uuid not null,
  -- Null for devices that ask for no logon, such as tablets.
  account_id uuid,
  -- The adult who opened it and supervises.
  adult_id uuid not null,
  room text check (length(room) between 1 and 60),
  opened_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > opened_at),
  ended_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, class_id) references schools.class (school_id, id),
  foreign key (school_id, account_id) references accounts.account (school_id, id),
  foreign key (school_id, adult_id) references people.person (school_id, id)
);
create index seating_when on accounts.seating (school_id, opened_at desc);
create index seating_class on accounts.seating (school_id, class_id, opened_at desc);

-- A child who changes place gets a new line; the old one keeps its end.
create table accounts.seat (
  school_id uuid not null,
  seating_id uuid not null,
  person_id uuid not null,
  device text not null check (length(device) between 1 and 40),
  starts_at timestamptz not null,
  ended_at timestamptz,
  primary key (school_id, seating_id, person_id, starts_at),
  foreign key (school_id, seating_id) references accounts.seating (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);
create index seat_device on accounts.seat (school_id, lower(device));
create index seat_person on accounts.seat (school_id, person_id);

call schoolkeeper.protect('accounts.seating');
call schoolkeeper.protect('accounts.seat');
