-- Telling an outside body: by a route with a deadline, with reference, answer, chase and escalation.

create schema referrals;
grant usage on schema referrals to schoolkeeper_app, schoolkeeper_backup;

create table referrals.referral (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  -- Null where somebody of the school referred directly, and wrote down only that they did.
  incident_id uuid,
  -- Of those without an incident: whether the safeguarding leads may read it.
  for_leads boolean not null,
  route text not null,
  route_version integer not null,
  route_words text not null,
  state text not null check (state in ('due', 'sent', 'escalated', 'answered', 'notNeeded')),
  why text not null check (length(why) between 1 and 4000),
  due_at timestamptz,
  due_clock text check (due_clock in ('hours', 'workingDays', 'schoolDays')),
  consent text check (consent in ('given', 'refused', 'notSought')),
  consent_why text check (length(consent_why) <= 1000),
  method text check (method in ('phone', 'form', 'email', 'inPerson')),
  sent_at timestamptz,
  named_person text check (length(named_person) <= 200),
  reference text check (length(reference) <= 100),
  answer_due_at timestamptz,
  answered_at timestamptz,
  answer text check (length(answer) <= 4000),
  entered_at timestamptz not null,
  entered_by uuid,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incidents.incident (school_id, id),
  check ((due_at is null) = (due_clock is null)),
  check (num_nonnulls(sent_at, method) in (0, 2)),
  check (num_nonnulls(answered_at, answer) in (0, 2)),
  check (state not in ('sent', 'escalated', 'answered') or sent_at is not null),
  -- Without consent one may refer; why is written down.
  check (consent is null or consent = 'given' or consent_why is not null)
);
create index referral_incident on referrals.referral (school_id, incident_id);
create index referral_entered on referrals.referral (school_id, entered_at desc);

-- What was done about it, in order. It only ever grows.
create table referrals.entry (
  school_id uuid not null,
  id uuid not null,
  referral_id uuid not null,
  incident_id uuid,
  act text not null,
  says text check (length(says) <= 4000),
  at timestamptz not null,
  written_by uuid,
  primary key (school_id, id),
  foreign key (school_id, referral_id) references referrals.referral (school_id, id)
);
create index entry_referral on referrals.entry (school_id, referral_id, at);

call schoolkeeper.protect('referrals.referral',
  'insert, update (state, consent, consent_why, method, sent_at, named_person, reference, answer_due_at, answered_at, answer)',
  'incident_id');
call schoolkeeper.protect('referrals.entry', 'insert', 'incident_id');
