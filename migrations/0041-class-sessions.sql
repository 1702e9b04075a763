-- A class at shared devices (decision S5): opened by an adult for a room and a time; it sends reports and reads nothing.

create table sign_in.class_session (
  school_id uuid not null,
  id uuid not null,
  class_id uuid,
  class_name text not null check (length(class_name) between 1 and 80),
  -- Who supervises. Recorded; neither told of reports nor a recipient of them.
  opened_by uuid not null,
  opened_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > opened_at),
  ended_at timestamptz,
  -- What the adult puts on the board, sealed; and keyed hashes of its two parts (words, picture) to find it by.
  shown bytea not null,
  code_hash bytea not null,
  link_hash bytea not null,
  primary key (school_id, id)
);
create unique index class_session_code on sign_in.class_session (school_id, code_hash) where ended_at is null;
create unique index class_session_link on sign_in.class_session (school_id, link_hash);
create index class_session_opened_by on sign_in.class_session (school_id, opened_by) where ended_at is null;

alter table sign_in.session
  add foreign key (school_id, class_session_id) references sign_in.class_session;

call schoolkeeper.protect('sign_in.class_session');
