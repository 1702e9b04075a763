import { sql } from 'kysely'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { HeldItem } from '#/platform/feature.ts'
import { type State, states } from './incident.ts'
import { type Part, parts } from './involvement.ts'
import { kindWords } from './misuse-catalogue.ts'
import { visibleIncidents } from './visible-store.ts'

type Row = {
  id: string
  at: Date
  reference: string
  kind: string
  state: State
  part: Part
  outcome: string | null
}

/** The incidents in which a person stands, as far as the actor may see them, as what, and what came of it. Never an adult's matter. */
export async function incidentsHeldOn(tx: Tx, actor: Actor, personId: string): Promise<HeldItem[]> {
  const visible = await visibleIncidents(tx, actor, 'i')
  const { rows } = await sql<Row>`
    select i.id, i.told_at as at, i.reference, i.kind, i.state, v.role as part, v.outcome
      from incidents.involvement v
      join incidents.incident i on i.school_id = v.school_id and i.id = v.incident_id
     where v.school_id = ${actor.schoolId} and v.person_id = ${personId} and v.removed_at is null
       and i.register <> 'adult' and ${visible}
     order by i.told_at`.execute(tx)
  return rows.map(({ id, at, reference, kind, state, part, outcome }) => ({
    at,
    kind: 'incident',
    id,
    summary: [`${reference}: ${kindWords(kind)}. ${parts[part].words}. ${states[state].words}.`, outcome]
      .filter((words) => words !== null)
      .join(' '),
    path: `/incidents/${id}`,
  }))
}
