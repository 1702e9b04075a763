// Many incidents at once, in the shape that commands write them, by set-based SQL.

import { sql } from 'kysely'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { LoadedSchool } from '../demo/insert-school.ts'
import { misuseCatalogue } from '../src/features/incidents/index.ts'

const atOnce = 5_000
const days = 3 * 365

/** Words that every account is made of: some in nearly all, some in few, as in real ones. */
const words =
  'chat game message picture group friend phone tablet video lesson class home evening weekend unkind joke password account stranger link photo copied shared blocked reported lantern harbour meadow copper velvet thunder marble willow'

/**
 * So many of each school's fill every list: forty are in hand, and fifty hold both words that are searched for. Without them
 * the pages of a small school would be short, and the comparison with a large one would be of lengths.
 */
const fullOfPages = 200
const isInHand = sql`(m.n % 50 = 0 or (m.n % 5 = 0 and m.n <= ${fullOfPages}))`

/**
 * Writes `count` more made-up incidents by bulk SQL, five thousand a transaction: no command runs, so nobody
 * is told.
 */
export async function addIncidents(context: Context, loaded: LoadedSchool, count: number): Promise<void> {
  const { schoolId } = loaded
  const from = await countOf(context, schoolId)
  for (let done = 0; done < count; done += atOnce) {
    const rows = Math.min(atOnce, count - done)
    await inTransaction(context, systemActor(schoolId), (tx) => addSome(tx, loaded, from + done, rows))
  }
  await inTransaction(context, systemActor(schoolId), async (tx) => {
    await addTasks(tx, loaded)
  })
}

/** One of the newer incidents of the school, or undefined while it has fewer than forty-one. */
export async function anIncidentOf(context: Context, schoolId: string): Promise<string | undefined> {
  return reading(context, systemActor(schoolId), async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from incidents.incident where school_id = ${schoolId} order by told_at desc offset 40 limit 1`.execute(
      tx,
    )
    return rows[0]?.id
  })
}

async function countOf(context: Context, schoolId: string): Promise<number> {
  return reading(context, systemActor(schoolId), async (tx) => {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from incidents.incident where school_id = ${schoolId}`.execute(tx)
    return rows[0]?.n ?? 0
  })
}

async function addSome(
  tx: Tx,
  { schoolId, people }: LoadedSchool,
  from: number,
  rows: number,
): Promise<void> {
  const kinds = misuseCatalogue.filter(({ register }) => register !== 'adult')
  const pupils = people.persons.filter(({ kind }) => kind === 'pupil')
  await sql`
    with made as (
      select gen_random_uuid() as id, n,
             now() - make_interval(mins => ((n * 7919) % (${days}::int * 1440))::int) as told_at
        from generate_series(${from + 1}::int, ${from + rows}::int) n
    ), kinds as (
      select kind, register, safeguarding, ordinality - 1 as place
        from unnest(${kinds.map(({ id }) => id)}::text[], ${kinds.map(({ register }) => register)}::text[],
                    ${kinds.map(({ safeguarding }) => safeguarding)}::boolean[])
             with ordinality as k (kind, register, safeguarding, ordinality)
    ), added as (
      insert into incidents.incident (school_id, id, reference, register, kind, catalogue_version, state, happened_at,
        happened_precision, out_of_hours, happened_where, online_service, told_at, description, safeguarding,
        possible_child_image, nobody_involved, next_due_at, opened_at, closed_at)
      select ${schoolId}, m.id, 'BN-' || m.n, k.register, k.kind, 1,
             case when ${isInHand} then 'inProgress' when m.n % 97 = 0 then 'new' else 'closed' end,
             m.told_at - interval '3 hours', 'about', m.n % 3 = 0, 'outOfSchool', 'a chat', m.told_at,
             'A pupil told us what happened in a chat.', k.safeguarding, false, false,
             case when ${isInHand} then m.told_at + interval '2 days' end, m.told_at,
             case when ${isInHand} or m.n % 97 = 0 then null else m.told_at + interval '5 days' end
        from made m join kinds k on k.place = m.n % ${kinds.length}
      returning id, told_at
    ), parts as (
      insert into incidents.involvement (school_id, id, incident_id, person_id, role, name_then, kind_then, added_at)
      select ${schoolId}, gen_random_uuid(), m.id, (${pupils.map(({ id }) => id)}::uuid[])[1 + (m.n * r.step) % ${pupils.length}],
             r.role, 'A Pupil', 'pupil', m.told_at
        from made m cross join (values ('victim', 13), ('allegedInstigator', 17)) r (role, step)
    ), timeline as (
      insert into incidents.event (school_id, id, incident_id, at, actor_kind, title)
      select ${schoolId}, gen_random_uuid(), m.id, m.told_at + make_interval(hours => e), 'system', 'Something was done'
        from made m cross join generate_series(0, 4) e
    )
    insert into incidents.word (school_id, word, record_id)
    select ${schoolId}, w.word, m.id
      from made m cross join unnest(string_to_array(${words}, ' ')) with ordinality w (word, place)
     where (m.n * w.place) % (1 + w.place) < 1
        or (w.word = 'lantern' and m.n % 4 = 0 and m.n <= ${fullOfPages})`.execute(tx)
}

async function addTasks(tx: Tx, { schoolId, people }: LoadedSchool): Promise<void> {
  await sql`
    insert into tasks.task (school_id, id, person_id, kind, title, about_kind, about_id, path, urgency, clock, due_at,
      created_at, merge_key)
    select ${schoolId}, gen_random_uuid(), ${people.cast.get('head')}, 'incidents.work', 'Go on with an incident',
           'incident', i.id, '/incidents/' || i.id, 'normal', 'schoolDays', i.next_due_at, i.opened_at, 'bench'
      from incidents.incident i
     where i.school_id = ${schoolId} and i.state = 'inProgress'
     order by i.told_at desc limit 40
    on conflict do nothing`.execute(tx)
}
