// What joiners have to do, and how far they are.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { InductionTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<InductionTables>()

/** Adds what joiners have to do. What they have to do already since that day stays. */
export async function addItems(
  tx: Tx,
  schoolId: string,
  items: readonly { personId: string; key: string; begunOn: string; dueOn: string }[],
): Promise<void> {
  await sql`
    insert into induction.item (school_id, person_id, key, begun_on, due_on)
    select ${schoolId}, "personId", key, "begunOn", "dueOn"
      from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as one ("personId" uuid, key text, "begunOn" date, "dueOn" date)
    on conflict do nothing`.execute(tx)
}

export type Item = {
  key: string
  begunOn: string
  dueOn: string
  doneAt: Date | null
  confirmedAt: Date | null
  confirmedBy: string | null
  remark: string | null
}

/** What one joiner has to do since they last came, in the order in which it is due. */
export async function itemsOf(tx: Tx, schoolId: string, personId: string): Promise<Item[]> {
  const { rows } = await sql<Item>`
    select i.key, i.begun_on as "begunOn", i.due_on as "dueOn", i.done_at as "doneAt", i.confirmed_at as "confirmedAt",
           n.name as "confirmedBy", i.remark
      from induction.item i left join people.named n on n.school_id = i.school_id and n.id = i.confirmed_by
     where i.school_id = ${schoolId} and i.person_id = ${personId}
       and i.begun_on = (select max(begun_on) from induction.item where school_id = ${schoolId} and person_id = ${personId})
     order by i.due_on, i.key`.execute(tx)
  return rows
}

/** Notes that the joiner did something; false when it was noted before. */
export async function saveDone(
  tx: Tx,
  schoolId: string,
  item: { personId: string; key: string; begunOn: string; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('induction.item')
    .set({ done_at: item.at })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', item.personId)
    .where('key', '=', item.key)
    .where('begun_on', '=', item.begunOn)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Notes who confirmed everything that the joiner has done. Returns how many things it was. */
export async function saveConfirmed(
  tx: Tx,
  schoolId: string,
  confirmed: { personId: string; by: string; at: Date; remark: string | null },
): Promise<number> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('induction.item')
    .set({ confirmed_at: confirmed.at, confirmed_by: confirmed.by, remark: confirmed.remark })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', confirmed.personId)
    .where('done_at', 'is not', null)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export type Starter = {
  personId: string
  name: string
  begunOn: string
  all: number
  done: number
  confirmed: number
  overdue: number
}

/** Who is being inducted, or was within a year: those with something overdue first. */
export async function startersOf(tx: Tx, schoolId: string, today: string): Promise<Starter[]> {
  const { rows } = await sql<Starter>`
    select i.person_id as "personId", n.name, i.begun_on as "begunOn", count(*)::int as all,
           count(i.done_at)::int as done, count(i.confirmed_at)::int as confirmed,
           (count(*) filter (where i.confirmed_at is null and i.due_on < ${today}))::int as overdue
      from induction.item i
      join people.named n on n.school_id = i.school_id and n.id = i.person_id
      join people.on_roll p on p.school_id = i.school_id and p.id = i.person_id and (p.left_on is null or p.left_on >= ${today})
     where i.school_id = ${schoolId} and i.begun_on > ${today}::date - 365
     group by i.person_id, n.name, i.begun_on
     order by 7 desc, count(i.confirmed_at) < count(*) desc, i.begun_on desc, n.name limit 200`.execute(tx)
  return rows
}

/** For the controls: joiners of a year, those who are through, things overdue, and when something was last confirmed. */
export async function countStarters(
  tx: Tx,
  schoolId: string,
  today: string,
): Promise<{ joiners: number; through: number; overdue: number; lastAt: Date | null }> {
  const starters = await startersOf(tx, schoolId, today)
  const { rows } = await sql<{ at: Date | null }>`
    select max(confirmed_at) as at from induction.item where school_id = ${schoolId}`.execute(tx)
  return {
    joiners: starters.length,
    through: starters.filter(({ all, confirmed }) => all === confirmed).length,
    overdue: starters.reduce((sum, one) => sum + one.overdue, 0),
    lastAt: rows[0]?.at ?? null,
  }
}
