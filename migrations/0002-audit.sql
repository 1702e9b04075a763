-- The audit trail: append-only, one hash chain per school. Tamper-evident, not tamper-proof: whoever owns the
-- database can rewrite it, and the anchors outside the database then show that somebody did.

create schema audit;
grant usage on schema audit to schoolkeeper_app, schoolkeeper_backup;

create table audit.head (
  school_id uuid primary key,
  entries bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex'),
  at timestamptz
);

create table audit.entry (
  school_id uuid not null,
  number bigint not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  did text not null,
  about_kind text,
  about_id uuid,
  detail_hash bytea,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (school_id, number),
  unique (school_id, id)
);
create index entry_about on audit.entry (school_id, about_id, number);
create index entry_actor on audit.entry (school_id, actor_id, number);

-- Personal detail stands beside the chain, salted, so that it can be erased and the chain still verifies.
create table audit.detail (
  school_id uuid not null,
  entry_id uuid not null,
  salt bytea not null,
  detail jsonb not null,
  primary key (school_id, entry_id)
);

-- Reads wait here, durably, until they are chained (within a second).
create table audit.inbox (
  school_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  did text not null,
  about_kind text,
  about_id uuid,
  detail jsonb,
  primary key (school_id, id)
);

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit trail is append-only: % on % is refused.', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create function audit.refuse_unchained() returns trigger language plpgsql as $$
begin
  if not exists (select from audit.entry e where e.school_id = old.school_id and e.id = old.id) then
    raise exception 'A read leaves the inbox only when it stands in the chain.' using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;

create trigger no_change before update or delete on audit.entry for each row execute function audit.refuse_change();
create trigger no_truncate before truncate on audit.entry for each statement execute function audit.refuse_change();
create trigger no_update before update on audit.detail for each row execute function audit.refuse_change();
create trigger no_truncate before truncate on audit.detail for each statement execute function audit.refuse_change();
create trigger no_update before update on audit.inbox for each row execute function audit.refuse_change();
create trigger only_chained before delete on audit.inbox for each row execute function audit.refuse_unchained();
create trigger no_truncate before truncate on audit.inbox for each statement execute function audit.refuse_change();
create trigger no_delete before delete on audit.head for each row execute function audit.refuse_change();
create trigger no_truncate before truncate on audit.head for each statement execute function audit.refuse_change();

call schoolkeeper.protect('audit.head', 'insert, update');
call schoolkeeper.protect('audit.entry', 'insert', 'about_id');
call schoolkeeper.protect('audit.detail', 'insert, delete');
-- 'update' is what taking the rows for chaining needs (for update); the trigger refuses any change.
call schoolkeeper.protect('audit.inbox', 'insert, update, delete');
