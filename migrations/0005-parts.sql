-- A record's parts (a piece of evidence, a slip for IT support, what a closing taught) have ids of their own, by which the
-- trail and tasks name them. They are kept from whomever the record is kept from, also when that is found out later.

create table access.part_of (
  school_id uuid not null,
  part_id uuid not null,
  record_id uuid not null,
  primary key (school_id, part_id)
);
create index part_of_record on access.part_of (school_id, record_id);
call schoolkeeper.protect('access.part_of', 'insert');

create or replace function schoolkeeper.kept_ids() returns uuid[] language sql stable parallel safe
  as $$
    with kept as (
      select record_id from access.kept_from
       where school_id = schoolkeeper.school() and person_id = schoolkeeper.person()
    )
    select coalesce(array_agg(id), '{}')
      from (select record_id from kept
            union all
            select part.part_id from kept
              join access.part_of part on part.school_id = schoolkeeper.school() and part.record_id = kept.record_id
           ) as hidden (id)
  $$;
