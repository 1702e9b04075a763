-- What a fetched list brought besides names, what of it was not used, and what changed when it changed last. Null: fetched before this was kept.

alter table filtering.fetch add column brought jsonb;
alter table filtering.fetch add column changed jsonb;
