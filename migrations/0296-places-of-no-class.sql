-- A logon of the library belongs to no class: children of any class use it, and each has a place on record too.

alter table accounts.seating alter column class_id drop not null;
alter table accounts.seating add constraint seating_of check (class_id is not null or account_id is not null);
