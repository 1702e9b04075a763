-- One entry of the contact directory is in force for each body; two people who change it at once cannot make two.
drop index schools.contact_role;
create unique index contact_role on schools.contact (school_id, role) where in_force_to is null;

-- Where people write to who have a question about what we keep, or cannot use a page.
alter table schools.school add column email text;
