-- Sites that somebody on the staff has looked through for children, and the lists of them that classes open.

create schema checked_sites;
grant usage on schema checked_sites to schoolkeeper_app, schoolkeeper_backup;

create table checked_sites.site (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  -- The name and the beginning of a path, as filters keep it; with what follows a question mark where that is part of the page.
  site text not null check (length(site) between 3 and 300),
  -- As it is opened.
  address text not null check (length(address) between 3 and 600),
  title text not null check (length(title) between 1 and 120),
  -- This page alone, or those below it too.
  covers text not null check (covers in ('page', 'below')),
  state text not null check (state in ('suitable', 'notSuitable', 'takenOut')),
  -- The newest check.
  check_id uuid not null,
  phases text[] not null,
  valid_until date not null,
  checked_by uuid not null,
  checked_at timestamptz not null,
  taken_out_at timestamptz,
  taken_out_why text check (length(taken_out_why) <= 500),
  -- The report for which it was taken out.
  request_id uuid,
  primary key (school_id, id),
  unique (school_id, site),
  check ((state = 'takenOut') = (taken_out_at is not null))
);
create index site_due on checked_sites.site (school_id, valid_until) where state = 'suitable';

create table checked_sites.site_check (
  school_id uuid not null,
  id uuid not null,
  site_id uuid not null,
  result text not null check (result in ('suitable', 'notSuitable')),
  phases text[] not null,
  seen text not null check (length(seen) between 1 and 1000),
  beware text check (length(beware) <= 300),
  valid_until date not null,
  checked_by uuid not null,
  checked_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, site_id) references checked_sites.site (school_id, id)
);
create index site_check_site on checked_sites.site_check (school_id, site_id, checked_at desc);

create table checked_sites.link_list (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  -- What a class types to open it.
  code text not null check (length(code) = 6),
  purpose text not null check (purpose in ('lesson', 'homework', 'research')),
  title text not null check (length(title) between 1 and 120),
  words text check (length(words) <= 1000),
  class_id uuid not null,
  on_day date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (school_id, id),
  unique (school_id, code)
);
create index link_list_newest on checked_sites.link_list (school_id, on_day desc, made_at desc);

create table checked_sites.link (
  school_id uuid not null,
  list_id uuid not null,
  position integer not null check (position between 1 and 20),
  site_id uuid not null,
  address text not null check (length(address) between 3 and 600),
  words text check (length(words) <= 200),
  primary key (school_id, list_id, position),
  foreign key (school_id, list_id) references checked_sites.link_list (school_id, id),
  foreign key (school_id, site_id) references checked_sites.site (school_id, id)
);
create index link_site on checked_sites.link (school_id, site_id);

call schoolkeeper.protect('checked_sites.site', 'insert, update (address, title, covers, state, check_id, phases, valid_until, checked_by, checked_at, taken_out_at, taken_out_why, request_id)');
call schoolkeeper.protect('checked_sites.site_check', 'insert');
call schoolkeeper.protect('checked_sites.link_list', 'insert, update (ended_at)');
call schoolkeeper.protect('checked_sites.link', 'insert');
call schoolkeeper.only_grows('checked_sites.site_check');
call schoolkeeper.only_grows('checked_sites.link');
