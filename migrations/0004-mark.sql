-- Whether this database holds the demonstration: its sign-ins are printed on a page, so it must never serve a school.
create table schoolkeeper.mark (
  only_one boolean primary key default true check (only_one),
  demonstration boolean not null
);
grant select, insert on schoolkeeper.mark to schoolkeeper_app;
