-- Passwords of network logons: a hash to refuse the same one again, when it was set and by whom, and why it has to be
-- changed. Nothing here can be read back; the directory gets the password in the moment in which it is set.

create table accounts.password (
  school_id uuid not null,
  account_id uuid not null,
  password_hash text not null check (password_hash like '$argon2id$%'),
  set_at timestamptz not null,
  -- Somebody else when it was given on a slip.
  set_by uuid,
  must_change text check (must_change in ('given', 'expired', 'compromised', 'disclosed', 'rotated')),
  must_change_since timestamptz,
  primary key (school_id, account_id),
  foreign key (school_id, account_id) references accounts.account (school_id, id),
  check ((must_change is null) = (must_change_since is null))
);

-- A password told to ICT support because it could not be helped; changed once the need is over.
create table accounts.disclosure (
  school_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  told_to text not null check (length(told_to) between 1 and 200),
  why text not null check (length(why) between 1 and 500),
  told_at timestamptz not null,
  told_by uuid,
  changed_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, account_id) references accounts.account (school_id, id)
);
create index disclosure_open on accounts.disclosure (school_id, account_id) where changed_at is null;

call schoolkeeper.protect('accounts.password');
call schoolkeeper.protect('accounts.disclosure');
