import { anIncident } from './an-incident.ts'
import type { StaffedSchools } from './staffed-school.ts'

/**
 * Three school years of incidents at both schools: one in thirty is open, one in seven concerns a child at risk. All hold
 * “maths”, and one in 250 holds “zebra”. What the planner knows of the tables is up to date.
 */
export async function manyIncidents(world: StaffedSchools, count = 4000): Promise<void> {
  for (const { people } of [world.school, world.otherSchool]) {
    const { id } = await anIncident(world, people.teacher)
    await world.query(
      `insert into incidents.incident (school_id, id, reference, register, kind, catalogue_version, state,
         happened_precision, happened_where, told_at, description, safeguarding, possible_child_image, opened_at,
         next_due_at, closed_at)
       select school_id, gen_random_uuid(), 'X-' || n, register, kind, 1, case when n % 30 = 0 then 'new' else 'closed' end,
              'unknown', 'unknown', told_at - n * interval '6 hours', description, n % 7 = 0, false, opened_at,
              case when n % 30 = 0 then told_at end, case when n % 30 <> 0 then told_at - (n - 1) * interval '6 hours' end
         from incidents.incident, generate_series(1, $2::int) n where id = $1`,
      [id, count],
    )
  }
  await world.query(
    `insert into incidents.word (school_id, word, record_id)
     select school_id, word, id
       from (select *, row_number() over (order by id) as n from incidents.incident where reference like 'X-%') i,
            unnest(array['maths', 'word' || n % 700, 'name' || n % 90, case when n % 250 = 0 then 'zebra' else 'horse' end]) word`,
  )
  await world.query('vacuum analyze incidents.incident')
  await world.query('vacuum analyze incidents.word')
}
