// Who advises on which matter, and what an adviser finds: what they were asked about, and nothing besides.

import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { adviserRole } from './adviser.ts'
import type { AllegationTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AllegationTables>()
type Of = { schoolId: string; id: string }

/** The condition on a row of `allegations.allegation` under `alias`: the actor was asked about it, and it has not ended. */
export function advisedAllegations(actor: Actor, now: Date, alias = 'a'): RawBuilder<SqlBool> {
  if (actor.kind !== 'person' || !actor.roles.has(adviserRole)) return sql<SqlBool>`false`
  return sql<SqlBool>`exists (
    select from allegations.adviser v
     where v.school_id = ${sql.ref(`${alias}.school_id`)} and v.allegation_id = ${sql.ref(`${alias}.id`)}
       and v.person_id = ${actor.personId} and v.ended_at is null and v.ends_on >= ${londonDate(now)})`
}

export type Adviser = { id: string; personId: string; why: string; askedAt: Date; endsOn: string }

/** Who advises on it on the day, those first who were asked first. */
export function advisersOf(tx: Tx, of: Of, day: string): Promise<Adviser[]> {
  return tables(tx)
    .selectFrom('allegations.adviser')
    .select(['id', 'person_id as personId', 'why', 'asked_at as askedAt', 'ends_on as endsOn'])
    .where('school_id', '=', of.schoolId)
    .where('allegation_id', '=', of.id)
    .where('ended_at', 'is', null)
    .where('ends_on', '>=', day)
    .orderBy('asked_at')
    .execute()
}

/** Lets the person advise on it. Whoever does already is ended first: there is one reason and one last day. */
export async function insertAdviser(
  tx: Tx,
  of: Of,
  asked: { personId: string; why: string; endsOn: string; at: Date; by: string },
): Promise<void> {
  await tables(tx)
    .insertInto('allegations.adviser')
    .values({
      school_id: of.schoolId,
      id: newId(),
      allegation_id: of.id,
      person_id: asked.personId,
      why: asked.why,
      asked_at: asked.at,
      asked_by: asked.by,
      ends_on: asked.endsOn,
      ended_at: null,
    })
    .execute()
}

/** Ends the advice of these people, or of all. Returns whose ended. */
export async function endAdvisers(
  tx: Tx,
  of: Of,
  at: Date,
  personIds?: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    update allegations.adviser set ended_at = ${at}
     where school_id = ${of.schoolId} and allegation_id = ${of.id} and ended_at is null
       and (${personIds === undefined} or person_id = any(${[...(personIds ?? [])]}::uuid[]))
    returning person_id`.execute(tx)
  return rows.map(({ person_id }) => person_id)
}
