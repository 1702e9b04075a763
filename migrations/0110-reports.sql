-- How something gets told: what was said, word for word, and what the reporter is told later.

create schema reports;
grant usage on schema reports to schoolkeeper_app, schoolkeeper_backup;

create table reports.report (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  incident_id uuid not null,
  channel text not null check (channel in ('staff', 'pupil', 'class', 'parent', 'public', 'anonymous')),
  -- Nobody, when it came from a class session, from the public or without a name (decision S8: nothing else is kept).
  reporter_id uuid,
  class_session_id uuid,
  -- What somebody without a sign-in gave us so that we can reach them. Never asked of whoever wants no name.
  contact text check (length(contact) <= 300),
  -- As it was asked and as it was answered: [{"ask": …, "answer": …}]. Never edited.
  said jsonb not null,
  about_adult boolean not null,
  danger boolean not null,
  received_at timestamptz not null,
  -- HMAC-SHA-256 of the reply code; the code itself was shown once and is nowhere.
  reply_code_hmac bytea check (length(reply_code_hmac) = 32),
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, reporter_id) references people.person (school_id, id),
  check (channel <> 'anonymous' or (reporter_id is null and class_session_id is null and contact is null))
);
create index report_incident on reports.report (school_id, incident_id);
create index report_reporter on reports.report (school_id, reporter_id, received_at desc)
  where reporter_id is not null;
create unique index report_code on reports.report (school_id, reply_code_hmac) where reply_code_hmac is not null;

-- Between the reporter and the school, in both directions: answers that hold no case detail (decision S6).
create table reports.message (
  school_id uuid not null,
  id uuid not null,
  report_id uuid not null,
  incident_id uuid not null,
  -- Whose report it answers: they may read it although the incident is kept from them.
  reporter_id uuid,
  written_by text not null check (written_by in ('reporter', 'school')),
  person_id uuid,
  text text not null check (length(text) between 1 and 4000),
  written_at timestamptz not null,
  first_read_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, report_id) references reports.report (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id)
);
create index message_report on reports.message (school_id, report_id, written_at);

call schoolkeeper.protect('reports.report', 'insert');
call schoolkeeper.protect('reports.message', 'insert');
grant update (first_read_at) on reports.message to schoolkeeper_app;

-- As `kept_by` does, with one difference: what a person wrote themselves, and the answers to it, stay theirs to read.
create policy kept on reports.report as restrictive for select
  using (reporter_id = (select schoolkeeper.person())
         or incident_id <> all ((select schoolkeeper.kept_ids())::uuid[]));
create policy kept on reports.message as restrictive for select
  using (reporter_id = (select schoolkeeper.person())
         or incident_id <> all ((select schoolkeeper.kept_ids())::uuid[]));

create function reports.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'What somebody told us stays as they told it: % on % is refused.', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger no_change before update or delete on reports.report
  for each row execute function reports.refuse_change();
