-- An account at Google or Microsoft is connected by the person's own link, or by whoever is signed in; never by its address
-- any more (decision X7). What an address connected earlier stays, and says so.

alter table sign_in.provider_account drop constraint provider_account_bound_by_check;
alter table sign_in.provider_account add constraint provider_account_bound_by_check
  check (bound_by in ('address', 'owner', 'invitation'));

-- The link that a browser set out from. The hash alone: the link itself is kept nowhere.
alter table sign_in.provider_trip add column link_hash bytea;
alter table sign_in.provider_trip drop constraint provider_trip_purpose_check;
alter table sign_in.provider_trip add constraint provider_trip_purpose_check
  check (purpose in ('signIn', 'connect', 'try', 'invitation'));
alter table sign_in.provider_trip drop constraint provider_trip_check;
alter table sign_in.provider_trip add constraint provider_trip_check
  check ((purpose in ('signIn', 'invitation')) = (person_id is null) and (purpose = 'invitation') = (link_hash is not null));
