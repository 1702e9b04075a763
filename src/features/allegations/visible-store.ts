// The row rule: which matters somebody may see, as one condition that every query of theirs uses. Pages, lists, counts,
// search and exports show the same world because they all ask here.

import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '#/platform/access/actor.ts'
import type { TrailRule } from '#/platform/feature.ts'

/**
 * The condition on a row of `allegations.allegation` that stands in the query under `alias`. The head sees what the
 * head manages; the chair what the chair manages and, because such a task passes on, what the head has left lying
 * beyond the LADO's working day. No other role sees anything. What is kept from the actor the database hides besides.
 */
export function visibleAllegations(actor: Actor, now: Date, alias = 'a'): RawBuilder<SqlBool> {
  if (actor.kind === 'system') return sql<SqlBool>`true`
  if (actor.kind !== 'person') return sql<SqlBool>`false`
  const manager = sql.ref(`${alias}.case_manager`)
  const asHead = actor.roles.has('head') ? sql<SqlBool>`${manager} = 'head'` : sql<SqlBool>`false`
  const asChair = actor.roles.has('chairOfGovernors')
    ? sql<SqlBool>`(${manager} = 'chairOfGovernors' or (${manager} = 'head'
        and ${sql.ref(`${alias}.state`)} in ('new', 'consultLado') and ${sql.ref(`${alias}.lado_due_at`)} < ${now}))`
    : sql<SqlBool>`false`
  return sql<SqlBool>`(${asHead} or ${asChair})`
}

/** The trail says nothing of a matter to whoever may not see it, nor of its register, and no number counts one. */
export const trailRule: TrailRule = {
  ownEvents: 'allegations',
  unseen: async (_tx, actor, id, now) => [
    sql<SqlBool>`exists (
      select from allegations.allegation a
       where a.school_id = ${actor.schoolId} and a.id = ${id} and not ${visibleAllegations(actor, now)})`,
  ],
  uncounted: (schoolId, id) => sql<SqlBool>`exists (
    select from allegations.allegation a where a.school_id = ${schoolId} and a.id = ${id})`,
}
