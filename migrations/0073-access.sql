-- Who can reach what, and why: folders and systems as named resources, each with an owner who confirms the list.

create table accounts.resource (
  school_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('folder', 'system', 'mailbox', 'equipment')),
  holds text not null check (length(holds) between 1 and 300),
  sensitivity text not null check (sensitivity in ('open', 'restricted', 'confidential')),
  owner_id uuid not null,
  -- Where somebody outside set the rights before the school got it, such as the county on equipment that it supplies.
  preset_by text check (length(preset_by) between 1 and 100),
  created_at timestamptz not null,
  created_by uuid,
  closed_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, owner_id) references people.person (school_id, id)
);

-- A role's or one person's right. Never edited: it ends, and another begins.
create table accounts.access_right (
  school_id uuid not null,
  id uuid not null,
  resource_id uuid not null,
  role text,
  person_id uuid,
  level text not null check (level in ('read', 'change', 'manage')),
  why text not null check (length(why) between 1 and 300),
  last_day date,
  granted_at timestamptz not null,
  granted_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  ended_why text,
  primary key (school_id, id),
  foreign key (school_id, resource_id) references accounts.resource (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id),
  check ((role is null) <> (person_id is null)),
  -- What one person gets beyond their role has an end.
  check (person_id is null or last_day is not null)
);
create index access_right_resource on accounts.access_right (school_id, resource_id) where ended_at is null;
create index access_right_person on accounts.access_right (school_id, person_id) where ended_at is null;

create table accounts.access_review (
  school_id uuid not null,
  id uuid not null,
  resource_id uuid not null,
  confirmed_at timestamptz not null,
  confirmed_by uuid not null,
  kept integer not null,
  removed integer not null,
  remark text check (length(remark) between 1 and 500),
  primary key (school_id, id),
  foreign key (school_id, resource_id) references accounts.resource (school_id, id)
);
create index access_review_resource on accounts.access_review (school_id, resource_id, confirmed_at desc);

call schoolkeeper.protect('accounts.resource');
call schoolkeeper.protect('accounts.access_right');
call schoolkeeper.protect('accounts.access_review', 'insert');
