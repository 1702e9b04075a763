-- Who was asked for advice on one matter: by whom, why, and until which day. It opens that matter and no other.
create table allegations.adviser (
  school_id uuid not null,
  id uuid not null,
  allegation_id uuid not null,
  person_id uuid not null,
  why text not null check (length(why) between 1 and 1000),
  asked_at timestamptz not null,
  asked_by uuid not null,
  ends_on date not null,
  ended_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, allegation_id) references allegations.allegation (school_id, id),
  foreign key (school_id, person_id) references people.person (school_id, id)
);
create unique index adviser_now on allegations.adviser (school_id, allegation_id, person_id) where ended_at is null;
create index adviser_person on allegations.adviser (school_id, person_id) where ended_at is null;
call schoolkeeper.protect('allegations.adviser', 'insert, update', 'allegation_id');

-- The second lock behind ask-adviser.ts: never the adult concerned, nor anybody else from whom the matter is kept. As
-- long as the adult is not known by name, that could be anybody, so nobody is let in.
create function allegations.refuse_adviser() returns trigger language plpgsql as $$
begin
  if not exists (select from allegations.allegation a
                  where a.school_id = new.school_id and a.id = new.allegation_id
                    and a.adult_id is not null and a.adult_id <> new.person_id)
     or exists (select from access.kept_from k
                 where k.school_id = new.school_id and k.record_id = new.allegation_id
                   and k.person_id = new.person_id) then
    raise exception 'The adult concerned, and whoever else it is kept from, cannot advise on it.'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger never_the_adult before insert on allegations.adviser
  for each row execute function allegations.refuse_adviser();
