-- "Not the same": somebody compared two incidents and said that they are different matters. It stays said.
-- Two rows, one for each side, so that either page finds its own.

create table incidents.not_same (
  school_id uuid not null,
  incident_id uuid not null,
  other_id uuid not null,
  said_at timestamptz not null,
  said_by uuid,
  primary key (school_id, incident_id, other_id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  foreign key (school_id, other_id) references incidents.incident (school_id, id),
  check (incident_id <> other_id)
);

call schoolkeeper.protect('incidents.not_same', 'insert', 'incident_id');
-- Nor does it exist for somebody from whom the other of the two is kept (decision S3).
create policy kept_other on incidents.not_same as restrictive for select
  using (other_id <> all ((select schoolkeeper.kept_ids())::uuid[]));
