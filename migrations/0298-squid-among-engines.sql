-- The helpers of a school's own Squid say that they live, as the other engines do: one row for each machine on which they run.

alter table filtering.engine drop constraint engine_engine_check;
alter table filtering.engine add constraint engine_engine_check check (engine in ('dns', 'proxy', 'squid'));
