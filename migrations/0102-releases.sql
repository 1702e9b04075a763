-- Somebody was held back from an incident because a reporter's words could mean them, and do not: who let them see it
-- again, and why. Whoever was held never learns of it: the row, and the trail's entry about it, do not exist for them.

create table incidents.release (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  person_id uuid not null,
  why text not null check (length(why) between 1 and 1000),
  released_at timestamptz not null,
  released_by uuid,
  primary key (school_id, id),
  foreign key (school_id, incident_id, person_id)
    references incidents.not_approachable (school_id, incident_id, person_id)
);
create index release_incident on incidents.release (school_id, incident_id, person_id);

call schoolkeeper.protect('incidents.release', 'insert', 'id');
create policy kept_incident on incidents.release as restrictive for select
  using (incident_id <> all ((select schoolkeeper.kept_ids())::uuid[]));

create trigger no_change before update or delete on incidents.release
  for each row execute function incidents.refuse_change();

-- Named again by another reporter after a release, somebody is held back again.
grant update (said_at) on incidents.not_approachable to schoolkeeper_app;
