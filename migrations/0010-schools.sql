-- Trusts, schools and what belongs to a school as a place: phases, classes, terms, contacts.

create schema schools;
grant usage on schema schools to schoolkeeper_app, schoolkeeper_backup;

-- The only table of features without a school: a trust stands above its schools.
create table schools.trust (
  id uuid primary key,
  name text not null
);
grant select, insert, update on schools.trust to schoolkeeper_app;

create table schools.school (
  id uuid primary key,
  school_id uuid not null generated always as (id) stored,
  trust_id uuid references schools.trust (id),
  slug text not null unique check (slug ~ '^[a-z0-9-]{1,40}$'),
  name text not null,
  kind text not null default 'primary',
  -- Which of the five model policies the settings started from.
  policy_code text check (policy_code in ('A', 'B', 'T', 'H', 'R')),
  -- Address ranges of the school's own network: class sessions work only from there.
  network_ranges cidr[] not null default '{}',
  day_starts_at time not null default '08:40',
  day_ends_at time not null default '15:30',
  set_up_at timestamptz,
  created_at timestamptz not null
);

create table schools.phase (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  key text not null check (key in ('earlyYears', 'keyStage1', 'keyStage2', 'keyStage3', 'keyStage4', 'sixthForm')),
  name text not null,
  primary key (school_id, id),
  unique (school_id, key)
);

create table schools.class (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  phase_id uuid not null,
  name text not null,
  -- -1 nursery, 0 Reception, 1 to 13.
  year_group smallint check (year_group between -1 and 13),
  starts_on date not null,
  ends_on date,
  primary key (school_id, id),
  foreign key (school_id, phase_id) references schools.phase (school_id, id)
);

create table schools.term (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  name text not null,
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  primary key (school_id, id)
);

-- Days inside a term on which the school is shut: inset days, snow.
create table schools.closed_day (
  school_id uuid not null references schools.school (id),
  on_day date not null,
  why text not null,
  primary key (school_id, on_day)
);

-- Whom to ring. A change is a new row: what the directory said on a given day can be shown later.
create table schools.contact (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  -- What the body is for: police, lado, socialCare, hr, filterProvider … (src/features/schools/contact.ts).
  role text not null,
  name text not null,
  organisation text,
  phone text,
  out_of_hours_phone text,
  email text,
  web_address text,
  notes text,
  in_force_from timestamptz not null,
  in_force_to timestamptz,
  changed_by uuid,
  primary key (school_id, id)
);
create index contact_role on schools.contact (school_id, role) where in_force_to is null;

call schoolkeeper.protect('schools.school');
call schoolkeeper.protect('schools.phase');
call schoolkeeper.protect('schools.class');
call schoolkeeper.protect('schools.term', 'insert, update, delete');
call schoolkeeper.protect('schools.closed_day', 'insert, delete');
call schoolkeeper.protect('schools.contact');
call schoolkeeper.open_to_definer('schools.school');

-- Before the school is known: ids only.
create function schools.school_by_slug(wanted text) returns uuid
  language sql stable security definer set search_path = pg_catalog
  as $$ select id from schools.school where slug = wanted $$;
create function schools.all_schools() returns setof uuid
  language sql stable security definer set search_path = pg_catalog
  as $$ select id from schools.school order by slug $$;
grant execute on function schools.school_by_slug(text), schools.all_schools() to schoolkeeper_app;
