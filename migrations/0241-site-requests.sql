-- Sites that somebody asked for, or found unsuitable: who asked, who decided, and what the provider was told.

create schema site_requests;
grant usage on schema site_requests to schoolkeeper_app, schoolkeeper_backup;

create table site_requests.request (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  wants text not null check (wants in ('open', 'block')),
  site text not null check (length(site) between 3 and 300),
  -- In the words of whoever asked; nobody has to say why.
  why text check (length(why) between 1 and 1000),
  asked_at timestamptz not null,
  -- Nobody of a class session is known.
  asked_by uuid,
  class_session_id uuid,
  -- For whom, as the asker stands in the rules; empty: everybody.
  profiles text[] not null,
  state text not null check (state in ('asked', 'agreed', 'refused')),
  lasts text check (lasts in ('lesson', 'until', 'good')),
  until timestamptz,
  -- What is never open needs two people.
  first_agreed_by uuid,
  decided_at timestamptz,
  decided_by uuid,
  -- Why, for the record; and what whoever asked reads.
  decided_why text check (length(decided_why) <= 1000),
  answer text check (length(answer) <= 500),
  own_site_id uuid,
  -- The provider of the filter: told by whom and when, and what came of it.
  told_provider_at timestamptz,
  provider_did text check (length(provider_did) <= 1000),
  provider_did_at timestamptz,
  incident_id uuid,
  primary key (school_id, id),
  check ((asked_by is null) <> (class_session_id is null)),
  check ((state = 'asked') = (decided_at is null)),
  check (first_agreed_by is null or first_agreed_by is distinct from decided_by)
);
create index request_open on site_requests.request (school_id, site, wants) where state = 'asked';
create index request_asker on site_requests.request (school_id, asked_by, asked_at desc);
create index request_newest on site_requests.request (school_id, asked_at desc);

call schoolkeeper.protect('site_requests.request', 'insert, update (state, profiles, lasts, until, first_agreed_by, decided_at, decided_by, decided_why, answer, own_site_id, told_provider_at, provider_did, provider_did_at, incident_id)');
