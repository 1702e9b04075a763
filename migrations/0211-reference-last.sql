-- Whoever draws a reference waits for whoever drew the one before, until that report is saved. So it is drawn last, and
-- until then the id stands in its place: once it has a reference, that never changes.
create or replace function incidents.refuse_rewriting() returns trigger language plpgsql as $$
begin
  if (new.description, new.told_at, new.opened_by, new.opened_at)
     is distinct from (old.description, old.told_at, old.opened_by, old.opened_at)
     or (new.reference is distinct from old.reference and old.reference <> old.id::text) then
    raise exception 'An account is never edited. Write an addendum that corrects it.'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
