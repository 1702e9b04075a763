-- Signing in with an account that somebody has at Google or Microsoft (OpenID Connect): how the school's connection is set
-- up, which account there stands for whom, and browsers that are on their way there and back. No token of theirs is kept.

create table sign_in.provider (
  school_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('google', 'microsoft')),
  issuer text not null,
  client_id text not null check (length(client_id) between 1 and 300),
  -- Encrypted under a key of the school.
  client_secret bytea not null,
  -- Whose accounts count: the hosted domain at Google, the tenant at Microsoft.
  belongs_to text not null check (length(belongs_to) between 1 and 253),
  -- What people have to be at the school to sign in this way.
  kinds text[] not null check (cardinality(kinds) > 0),
  state text not null check (state in ('off', 'on')),
  -- When it was tried as it is set up now.
  tried_at timestamptz,
  changed_at timestamptz not null,
  changed_by uuid not null,
  primary key (school_id, id),
  unique (school_id, kind),
  check (state = 'off' or tried_at is not null)
);
call schoolkeeper.protect('sign_in.provider');

-- One account there and the person it stands for. The address that it had at first use plays no part afterwards.
create table sign_in.provider_account (
  school_id uuid not null,
  issuer text not null,
  subject text not null check (length(subject) between 1 and 255),
  provider_id uuid not null,
  person_id uuid not null,
  -- By the address at first use, or by somebody who was signed in already.
  bound_by text not null check (bound_by in ('address', 'owner')),
  bound_at timestamptz not null,
  primary key (school_id, issuer, subject),
  unique (school_id, provider_id, person_id),
  foreign key (school_id, provider_id) references sign_in.provider,
  foreign key (school_id, person_id) references sign_in.login
);
call schoolkeeper.protect('sign_in.provider_account', 'insert, delete');

-- A browser on its way to a provider and back: minutes, and once. Only the hash of its cookie is kept.
create table sign_in.provider_trip (
  school_id uuid not null,
  token_hash bytea not null,
  provider_id uuid not null,
  purpose text not null check (purpose in ('signIn', 'connect', 'try')),
  -- Who went, where somebody was signed in.
  person_id uuid,
  next text not null,
  expires_at timestamptz not null,
  primary key (school_id, token_hash),
  foreign key (school_id, provider_id) references sign_in.provider,
  check ((purpose = 'signIn') = (person_id is null))
);
call schoolkeeper.protect('sign_in.provider_trip', 'insert, delete');

-- With which provider a session began; turning that off ends it.
alter table sign_in.session add column provider text check (provider in ('google', 'microsoft'));
