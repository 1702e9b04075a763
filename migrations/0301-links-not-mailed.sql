-- The e-mail with a parent's link that did not go out: of which day, and why. Null where none was lost, and once it was seen to.

alter table agreements.ask add column mail_of date;
alter table agreements.ask add column mail_trouble text
  check (mail_trouble in ('notReached', 'refused', 'noMail', 'noBirthDate'));
alter table agreements.ask add constraint ask_mail_check check ((mail_of is null) = (mail_trouble is null));
create index ask_not_mailed on agreements.ask (school_id, round_id) where mail_trouble is not null;
