-- Why the filter provider's desk could not be written to about a request; null where it was, or is still to be.

alter table site_requests.request add column provider_trouble text
  check (provider_trouble in ('noAddress', 'refused', 'noMail'));
grant update (provider_trouble) on site_requests.request to schoolkeeper_app;
