-- Lists and boards count what somebody may see, and somebody who may see it is found by what the record says of itself.
-- With that in the index a count reads no record, however many years are on file.

drop index incidents.incident_state;
create index incident_state on incidents.incident (school_id, state, told_at desc, id desc)
  include (register, safeguarding, restricted);
drop index incidents.incident_register;
create index incident_register on incidents.incident (school_id, register, told_at desc, id desc)
  include (safeguarding, restricted);
drop index incidents.incident_kind;
create index incident_kind on incidents.incident (school_id, kind, told_at desc, id desc)
  include (register, safeguarding, restricted);
create index incident_closed on incidents.incident (school_id, closed_at, id)
  include (register, safeguarding, restricted) where closed_at is not null;

-- Whether a record holds a word is asked of the index alone, for each record that another word has found.
drop index incidents.word_record;
create index word_record on incidents.word (school_id, record_id, word);

-- A batch of reads leaves the inbox in one statement, and is looked up in the chain in one.
drop trigger only_chained on audit.inbox;
create or replace function audit.refuse_unchained() returns trigger language plpgsql as $$
begin
  if exists (select from gone g
              where not exists (select from audit.entry e where e.school_id = g.school_id and e.id = g.id)) then
    raise exception 'A read leaves the inbox only when it stands in the chain.' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger only_chained after delete on audit.inbox
  referencing old table as gone for each statement execute function audit.refuse_unchained();
