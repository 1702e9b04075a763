-- Tables that only ever grow, by one procedure: not even the owner of the database changes a row by mistake. Until now four
-- features had a function each that said the same; those stay until no older release runs beside this one.

create function schoolkeeper.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'What was written down stays: % on % is refused.', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

-- Call it beside `protect`, for what is written down once.
create procedure schoolkeeper.only_grows(target regclass)
language plpgsql as $$
begin
  execute format('drop trigger if exists no_change on %s', target);
  execute format(
    'create trigger no_change before update or delete on %s
       for each row execute function schoolkeeper.refuse_change()', target);
end $$;

call schoolkeeper.only_grows('incidents.addendum');
call schoolkeeper.only_grows('incidents.event');
call schoolkeeper.only_grows('incidents.closing');
call schoolkeeper.only_grows('reports.report');
call schoolkeeper.only_grows('evidence.answer');
call schoolkeeper.only_grows('evidence.custody');
call schoolkeeper.only_grows('evidence.view');
call schoolkeeper.only_grows('evidence.step_taken');
call schoolkeeper.only_grows('sanctions.decision');
call schoolkeeper.only_grows('sanctions.entry');
call schoolkeeper.only_grows('sanctions.own_ladder');
call schoolkeeper.only_grows('referrals.entry');
call schoolkeeper.only_grows('takedowns.entry');
call schoolkeeper.only_grows('triage.reply');
