-- What was agreed of an address with a path: the page alone, or the whole site. On encrypted sites the filter often sees the name only.

alter table site_requests.request add column agreed_site text check (length(agreed_site) between 3 and 300);
grant update (agreed_site) on site_requests.request to schoolkeeper_app;

-- Until now it was what was asked for. Whoever runs this owns the table, but belongs to no school.
alter table site_requests.request no force row level security;
update site_requests.request set agreed_site = site where state = 'agreed';
alter table site_requests.request force row level security;
