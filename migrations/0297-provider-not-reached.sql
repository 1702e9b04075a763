-- A message to the filter provider's desk that was tried until it was given up: somebody rings them instead.

alter table site_requests.request drop constraint request_provider_trouble_check;
alter table site_requests.request add constraint request_provider_trouble_check
  check (provider_trouble in ('noAddress', 'refused', 'notReached', 'noMail'));
