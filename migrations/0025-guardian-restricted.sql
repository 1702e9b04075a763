-- An address that is withheld keeps nobody a guardian: only a court order does, until a person decides.
create or replace view people.guardian_of with (security_invoker = true) as
  select school_id, guardian_id, pupil_id, relation, starts_on, ends_on, court_order is not null as restricted
    from people.guardianship;
