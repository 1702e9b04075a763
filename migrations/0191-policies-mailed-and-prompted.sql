-- Who is written to when a version is published, and what is new, in guidance, technology or after an incident, because of
-- which the policies are looked at again.

create table policies.letter (
  school_id uuid not null,
  version_id uuid not null,
  person_id uuid not null,
  queued_at timestamptz not null,
  sent_at timestamptz,
  -- Nobody has to be told any more: a newer version is in force, or the person is not to be written to.
  withdrawn_at timestamptz,
  failed_at timestamptz,
  failure text check (length(failure) <= 300),
  -- Trying again is no use: the address does not exist.
  given_up_at timestamptz,
  -- A version is sent to nobody twice.
  primary key (school_id, version_id, person_id),
  foreign key (school_id, version_id) references policies.version (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);

create table policies.prompt (
  school_id uuid not null,
  id uuid not null,
  cause text not null check (cause in ('guidance', 'law', 'technology', 'incident')),
  -- Of an incident it says only that there was one: whoever owns a policy need not read it.
  title text not null check (length(title) between 1 and 200),
  kept_at text check (length(kept_at) <= 500),
  applies_from date not null,
  added_at timestamptz not null,
  added_by uuid,
  reviews_asked_at timestamptz,
  primary key (school_id, id)
);
create index prompt_waiting on policies.prompt (school_id, applies_from) where reviews_asked_at is null;

call schoolkeeper.protect('policies.letter', 'insert, update (sent_at, withdrawn_at, failed_at, failure, given_up_at)');
call schoolkeeper.protect('policies.prompt', 'insert, update (reviews_asked_at)');
