-- Who was at which address of the school's network, from when to when.

create schema portal;
grant usage on schema portal to schoolkeeper_app, schoolkeeper_backup;

create table portal.stay (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  session_id uuid not null,
  address text not null check (length(address) <= 45),
  -- One's own sign-in, or a class at a shared device with the adult who opened it.
  person_id uuid,
  class_id uuid,
  adult_id uuid,
  since timestamptz not null,
  -- When it will be over, or was.
  until timestamptz not null,
  primary key (school_id, id),
  check ((person_id is null) <> (class_id is null)),
  check ((class_id is null) = (adult_id is null))
);
create index stay_at_address on portal.stay (school_id, address, until desc);
create index stay_of_session on portal.stay (school_id, session_id, until desc);

call schoolkeeper.protect('portal.stay', 'insert, update (until)');
