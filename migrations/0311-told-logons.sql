-- Who logged on at which address of the school's network, and which device has which address, as systems of the school tell it.

create schema told_logons;
grant usage on schema told_logons to schoolkeeper_app, schoolkeeper_backup;

-- A system that tells it, known by a token of which only the hash is kept.
create table told_logons.teller (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  kind text not null check (kind in ('server', 'script')),
  name text not null check (length(name) between 1 and 60),
  hash bytea not null,
  made_at timestamptz not null,
  made_by uuid not null,
  until timestamptz not null check (until > made_at),
  ended_at timestamptz,
  ended_by uuid,
  last_told_at timestamptz,
  last_refused_at timestamptz,
  last_refusal text check (length(last_refusal) <= 200),
  primary key (school_id, id)
);
create unique index teller_hash on told_logons.teller (school_id, hash);

create table told_logons.logon (
  school_id uuid not null,
  id uuid not null,
  teller_id uuid not null,
  account_id uuid not null,
  -- One's own logon, or a class's with the adult who answers for it.
  person_id uuid,
  class_id uuid,
  adult_id uuid,
  address text not null check (length(address) <= 45),
  device text check (device ~ '^([0-9a-f]{2}:){5}[0-9a-f]{2}$'),
  session text check (length(session) <= 200),
  since timestamptz not null,
  -- When it will count no more, or has stopped to.
  until timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, teller_id) references told_logons.teller (school_id, id),
  check ((person_id is null) <> (class_id is null)),
  check ((class_id is null) = (adult_id is null))
);
create index logon_at_address on told_logons.logon (school_id, address, until desc);
create index logon_of_account on told_logons.logon (school_id, account_id, until desc);
create index logon_on_device on told_logons.logon (school_id, device, until desc) where device is not null;

create table told_logons.lease (
  school_id uuid not null references schools.school (id),
  device text not null check (device ~ '^([0-9a-f]{2}:){5}[0-9a-f]{2}$'),
  address text not null check (length(address) <= 45),
  until timestamptz not null,
  primary key (school_id, device)
);
create index lease_of_address on told_logons.lease (school_id, address);

call schoolkeeper.protect('told_logons.teller', 'insert, update (ended_at, ended_by, last_told_at, last_refused_at, last_refusal)');
call schoolkeeper.protect('told_logons.logon', 'insert, update (until, session)');
call schoolkeeper.protect('told_logons.lease');

-- What a logon script tells, whoever uses the device can imitate: the register of stays says so.
alter table portal.stay add told_by text check (told_by in ('server', 'script'));
