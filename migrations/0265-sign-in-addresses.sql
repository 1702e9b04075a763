-- Where a session is used inside the school's own network, so that the filter knows who is at that device. An address outside is
-- never kept, and sessions are forgotten a day after they end.

alter table sign_in.session
  add column address text check (length(address) <= 45),
  add column address_at timestamptz,
  add constraint session_address_is_dated check ((address is null) = (address_at is null));
create index session_at_address on sign_in.session (school_id) where address is not null and ended_at is null;
