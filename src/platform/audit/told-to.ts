import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, actorId } from '../access/actor.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/database.ts'

const aboutId = sql<string>`audit.entry.about_id`

/**
 * The condition on `audit.entry` for what an actor may be told: nothing about a record that they may not see, not even
 * that somebody read its register. What is kept from them the database hides besides (decision S3).
 */
export async function toldTo(context: Context, tx: Tx, actor: Actor): Promise<RawBuilder<SqlBool>> {
  const hidden: RawBuilder<SqlBool>[] = []
  for (const { ownEvents, unseen } of context.trailRules) {
    hidden.push(...(await unseen(tx, actor, aboutId, context.clock())))
    if (ownEvents) hidden.push(namelessOfOthers(ownEvents, actor))
  }
  return noneOf(hidden)
}

/** The condition on `audit.entry` for what may be counted by people who read numbers only. */
export function countable(context: Context, schoolId: string): RawBuilder<SqlBool> {
  return noneOf(context.trailRules.flatMap(({ uncounted }) => uncounted?.(schoolId, aboutId) ?? []))
}

const namelessOfOthers = (events: string, actor: Actor): RawBuilder<SqlBool> =>
  sql<SqlBool>`(split_part(did, '.', 1) = ${events} and about_id is null and actor_id is distinct from ${actorId(actor)}::uuid)`

/** Each on its own, so that the database joins each once and not for every entry. */
const noneOf = (conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> =>
  conditions.length === 0
    ? sql<SqlBool>`true`
    : sql<SqlBool>`(${sql.join(
        conditions.map((one) => sql`not ${one}`),
        sql` and `,
      )})`
