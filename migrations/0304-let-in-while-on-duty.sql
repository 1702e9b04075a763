-- Whoever was let in to an incident because they were on duty and nobody had opened it: it ends with their cover.

alter table incidents.access add column while_on_duty boolean not null default false;
create index access_on_duty on incidents.access (school_id) where while_on_duty and ended_at is null;
