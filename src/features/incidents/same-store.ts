// Incidents that may be the same matter, told twice: the same people or the same app, within a few days.

import { sql } from 'kysely'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Incident, openStateNames, type State } from './incident.ts'
import { subjectParts } from './involvement.ts'
import type { IncidentTables } from './tables.ts'
import { visibleIncidents } from './visible-store.ts'

const tables = (tx: Tx) => tx.withTables<IncidentTables>()

const withinDays = 3

export type PerhapsSame = Pick<
  Incident,
  'id' | 'reference' | 'kind' | 'toldAt' | 'safeguarding' | 'possibleChildImage'
> & {
  state: State
  /** Ids of those whom both are about. */
  people: readonly string[]
  sameService: boolean
}

/**
 * Other open incidents of the same register, among those that the actor may see, within three days of it, with the same
 * people or the same app, game or site; those first that have most in common. Without those that somebody said are different.
 */
export async function perhapsSame(
  tx: Tx,
  actor: Actor,
  incident: Incident,
  most = 5,
): Promise<PerhapsSame[]> {
  const visible = await visibleIncidents(tx, actor)
  const { rows } = await sql<PerhapsSame>`
    with alike as (
      select i.id, i.reference, i.kind, i.state, i.told_at as "toldAt", i.safeguarding,
             i.possible_child_image as "possibleChildImage",
             array(select distinct theirs.person_id
                     from incidents.involvement theirs
                     join incidents.involvement ours
                       on ours.school_id = theirs.school_id and ours.person_id = theirs.person_id
                    where theirs.school_id = i.school_id and theirs.incident_id = i.id
                      and ours.incident_id = ${incident.id}
                      and theirs.removed_at is null and ours.removed_at is null
                      and theirs.role = any(${[...subjectParts]}::text[])
                      and ours.role = any(${[...subjectParts]}::text[])) as people,
             coalesce(lower(i.online_service) = lower(${incident.onlineService}::text), false) as "sameService"
        from incidents.incident i
       where i.school_id = ${incident.schoolId} and i.id <> ${incident.id}
         and i.state = any(${[...openStateNames]}::text[])
         and i.register = ${incident.register}
         and coalesce(i.happened_at, i.told_at)
             between ${daysFrom(incident, -withinDays)} and ${daysFrom(incident, withinDays)}
         and not exists (select from incidents.not_same n
                          where n.school_id = i.school_id and n.incident_id = ${incident.id} and n.other_id = i.id)
         and ${visible})
    select * from alike
     where cardinality(people) > 0 or "sameService"
     order by cardinality(people) desc, "sameService" desc, "toldAt", id
     limit ${most}`.execute(tx)
  return rows
}

/**
 * Ids of all other incidents of the same matter: what this one repeats, what repeats it, and so on. For what protects a
 * child, whoever may see them; no page shows it.
 */
export async function sameMatterAs(tx: Tx, schoolId: string, incidentId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive matter as (
      select i.id, i.duplicate_of from incidents.incident i where i.school_id = ${schoolId} and i.id = ${incidentId}
      union
      select i.id, i.duplicate_of from incidents.incident i
        join matter m on i.id = m.duplicate_of or i.duplicate_of = m.id
       where i.school_id = ${schoolId})
    select id from matter where id <> ${incidentId} order by id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Keeps that two incidents are different matters, for both of their pages. */
export async function insertNotSame(
  tx: Tx,
  schoolId: string,
  [one, other]: readonly [string, string],
  said: { at: Date; by: string | null },
): Promise<void> {
  const row = { school_id: schoolId, said_at: said.at, said_by: said.by }
  await tables(tx)
    .insertInto('incidents.not_same')
    .values([
      { ...row, incident_id: one, other_id: other },
      { ...row, incident_id: other, other_id: one },
    ])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function daysFrom({ happenedAt, toldAt }: Incident, days: number): Date {
  return new Date((happenedAt ?? toldAt).getTime() + days * 86_400_000)
}
