-- What a person had typed when their sign-in ran out, for an hour. Only that person's browser has the key to it.

create table sign_in.kept_typed (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- The page whose form it was, as a path.
  page text not null,
  sealed bytea not null check (length(sealed) <= 200000),
  kept_until timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, person_id) references sign_in.login
);

call schoolkeeper.protect('sign_in.kept_typed', 'insert, delete');
