-- Deciding about looking inside encrypted pages is a feature of its own. The filter keeps whose pages they are now, and the authority.

create schema inspection;
grant usage on schema inspection to schoolkeeper_app, schoolkeeper_backup;

alter table filtering.inspection set schema inspection;
alter table inspection.inspection rename to proposal;
alter index inspection.inspection_pkey rename to proposal_pkey;
alter index inspection.inspection_in_force rename to proposal_in_force;
alter index inspection.inspection_proposed rename to proposal_waiting;

-- A row while it is on. Guests and own devices never are.
create table filtering.inspected (
  school_id uuid primary key references schools.school (id),
  profiles text[] not null check (cardinality(profiles) > 0 and not 'guests' = any (profiles)),
  since timestamptz not null
);

-- Row security holds for the owner too, who carries over what every school has.
alter table inspection.proposal no force row level security;
insert into filtering.inspected
  select school_id, profiles, decided_at from inspection.proposal where state = 'inForce';
alter table inspection.proposal force row level security;

call schoolkeeper.protect('filtering.inspected', 'insert, delete');
