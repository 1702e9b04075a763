-- A step ends by itself when the entry that it asks for is made in a register: which entry, so that anybody can follow it.

alter table triage.reply
  add column record_kind text check (record_kind in ('evidence', 'sanction', 'referral', 'takedown', 'parentsInformed')),
  add column record_id uuid,
  add constraint record_whole check (num_nonnulls(record_kind, record_id) in (0, 2));
