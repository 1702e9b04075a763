// The row rule: which incidents somebody may see, as one condition that every query of theirs uses. Pages, lists,
// counts, search, charts and exports show the same world because they all ask here.

import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { TaskWords, TrailRule } from '#/platform/feature.ts'
import { readSettings } from '#/platform/settings/settings.ts'
import type { Incident } from './incident.ts'
import { alsoReadsLog, alsoReadsSafeguarding, type Readable, readableBy } from './readers.ts'
import type { IncidentTables } from './tables.ts'

export type Visible = RawBuilder<SqlBool>

/**
 * The condition on a row of `incidents.incident` or `incidents.register_line` that stands in the query under `alias`.
 * What is kept from the actor (decision S3) the database hides besides.
 */
export async function visibleIncidents(tx: Tx, actor: Actor, alias = 'i'): Promise<Visible> {
  if (actor.kind === 'system') return sql<SqlBool>`true`
  if (actor.kind !== 'person') return sql<SqlBool>`false`
  const byRole = readableBy(actor.roles, await alsoReads(tx, actor.schoolId))
  const named = onTheList(actor.schoolId, actor.personId, alias)
  if (byRole.length === 0) return named
  return sql<SqlBool>`((${sql.ref(`${alias}.restricted`)} = false and ${inRegisters(byRole, alias)}) or ${named})`
}

/** A subquery with the ids of all incidents that the actor may see, for `where('incident_id', 'in', …)`. */
export async function visibleIncidentIds(tx: Tx, actor: Actor): Promise<RawBuilder<string>> {
  const visible = await visibleIncidents(tx, actor, 'v')
  return sql<string>`(select v.id from incidents.incident v where v.school_id = ${actor.schoolId} and ${visible})`
}

/** The references of those incidents among these that the actor may see. */
export async function referencesOf(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .withTables<IncidentTables>()
    .selectFrom('incidents.incident as i')
    .select(['i.id', 'i.reference'])
    .where('i.school_id', '=', actor.schoolId)
    .where('i.id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .where(await visibleIncidents(tx, actor))
    .execute()
  return new Map(rows.map(({ id, reference }) => [id, reference]))
}

/** A task about an incident says its reference. */
export const taskWords: TaskWords = {
  about: 'incident',
  say: async (tx, actor, tasks) => {
    const references = await referencesOf(
      tx,
      actor,
      tasks.map(({ aboutId }) => aboutId),
    )
    return new Map(
      tasks.flatMap(({ id, aboutId }) => {
        const reference = references.get(aboutId)
        return reference === undefined ? [] : [[id, reference]]
      }),
    )
  },
}

function inRegisters(readable: readonly Readable[], alias: string): Visible {
  const register = sql.ref(`${alias}.register`)
  const safeguarding = sql.ref(`${alias}.safeguarding`)
  const named = (wanted: boolean) =>
    readable.filter((row) => row.safeguarding === wanted).map((row) => row.register)
  return sql<SqlBool>`((${safeguarding} = false and ${register} = any(${named(false)}::text[]))
    or (${safeguarding} = true and ${register} = any(${named(true)}::text[])))`
}

function onTheList(schoolId: string, personId: string, alias: string): Visible {
  return sql<SqlBool>`${sql.ref(`${alias}.id`)} in (
    select a.incident_id from incidents.access a
     where a.school_id = ${schoolId} and a.person_id = ${personId} and a.ended_at is null)`
}

/** Whether holders of the role see the incident by that role alone. What is for named people only, nobody does. */
export async function seenByRole(
  tx: Tx,
  incident: Pick<Incident, 'schoolId' | 'register' | 'safeguarding' | 'restricted'>,
  role: string,
): Promise<boolean> {
  if (incident.restricted) return false
  return readableBy(new Set([role]), await alsoReads(tx, incident.schoolId)).some(
    (row) => row.register === incident.register && row.safeguarding === incident.safeguarding,
  )
}

/**
 * The trail says nothing of an incident, nor of its parts, to whoever may not see it. Those about an adult of the
 * school are in no number either.
 */
export const trailRule: TrailRule = {
  unseen: async (tx, actor, id) => {
    const visible = await visibleIncidents(tx, actor)
    return [
      sql<SqlBool>`exists (
        select from incidents.incident i where i.school_id = ${actor.schoolId} and i.id = ${id} and not ${visible})`,
      sql<SqlBool>`exists (
        select from access.part_of p join incidents.incident i on i.school_id = p.school_id and i.id = p.record_id
         where p.school_id = ${actor.schoolId} and p.part_id = ${id} and not ${visible})`,
    ]
  },
  uncounted: (schoolId, id) => sql<SqlBool>`exists (
    select from incidents.incident i where i.school_id = ${schoolId} and i.id = ${id} and i.register = 'adult')`,
}

async function alsoReads(tx: Tx, schoolId: string) {
  const values = await readSettings(tx, schoolId, [alsoReadsLog, alsoReadsSafeguarding])
  const rolesIn = (setting: typeof alsoReadsLog) => values.get(setting.key) as readonly string[]
  return { log: rolesIn(alsoReadsLog), safeguarding: rolesIn(alsoReadsSafeguarding) }
}
