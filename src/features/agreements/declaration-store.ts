// Declared exceptions to the rules about social media, and classes that were reminded of their rules.

import { type SqlBool, sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { AgreementKey } from './agreement.ts'
import type { Declaration, Rule } from './declaration.ts'
import type { AgreementTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AgreementTables>()

/** One's own; all for those who decide. */
const seen = (tx: Tx, actor: PersonActor, decides: boolean) =>
  tables(tx)
    .selectFrom('agreements.declaration')
    .select([
      'id',
      'person_id as personId',
      'rule',
      'what',
      'declared_at as declaredAt',
      'state',
      'decided_by as decidedBy',
      'decided_at as decidedAt',
      'decided_why as decidedWhy',
      'ends_on as endsOn',
    ])
    .$castTo<Declaration>()
    .where('school_id', '=', actor.schoolId)
    .where(sql<SqlBool>`(${decides} or person_id = ${actor.personId})`)

/** Their own, or all for whoever decides: those that wait first, 200 at most. */
export function declarationsFor(tx: Tx, actor: PersonActor, decides: boolean): Promise<Declaration[]> {
  return seen(tx, actor, decides)
    .orderBy(sql`state = 'waiting'`, 'desc')
    .orderBy('declared_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
}

/** Held until the commit. Not found in another school. */
export async function findDeclarationToChange(tx: Tx, actor: PersonActor, id: string): Promise<Declaration> {
  const found = await seen(tx, actor, true).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!found) throw new NotFound('declaration')
  return found
}

/** It waits; until somebody decides the rule holds. */
export async function insertDeclaration(
  tx: Tx,
  actor: PersonActor,
  declaration: { id: string; rule: Rule; what: string; at: Date },
): Promise<void> {
  await tables(tx)
    .insertInto('agreements.declaration')
    .values({
      school_id: actor.schoolId,
      id: declaration.id,
      person_id: actor.personId,
      rule: declaration.rule,
      what: declaration.what,
      declared_at: declaration.at,
      state: 'waiting',
      decided_by: null,
      decided_at: null,
      decided_why: null,
      ends_on: null,
    })
    .execute()
}

/** `ends_on` is the last day of an exception, null when it has none. */
export async function saveDecision(
  tx: Tx,
  schoolId: string,
  id: string,
  decision: {
    state: 'allowed' | 'notAllowed'
    decided_by: string
    decided_at: Date
    decided_why: string
    ends_on: string | null
  },
): Promise<void> {
  await tables(tx)
    .updateTable('agreements.declaration')
    .set(decision)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** That a class was reminded of the rules. Returns the id of the row. */
export async function insertReminder(
  tx: Tx,
  schoolId: string,
  reminder: { agreement: AgreementKey; classId: string; at: Date; by: string },
): Promise<string> {
  const id = newId()
  await tables(tx)
    .insertInto('agreements.reminder')
    .values({
      school_id: schoolId,
      id,
      agreement: reminder.agreement,
      class_id: reminder.classId,
      at: reminder.at,
      reminded_by: reminder.by,
    })
    .execute()
  return id
}

/** When each class was last reminded of its rules. */
export async function lastReminders(
  tx: Tx,
  schoolId: string,
  classIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select class_id as id, max(at) as at from agreements.reminder
     where school_id = ${schoolId} and class_id = any(${[...classIds]}::uuid[]) group by class_id`.execute(tx)
  return new Map(rows.map(({ id, at }) => [id, at]))
}

/** Classes of today that were not reminded since a moment. */
export async function classesNotReminded(
  tx: Tx,
  schoolId: string,
  since: Date,
  today: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from schools.class c
     where c.school_id = ${schoolId} and c.starts_on <= ${today} and (c.ends_on is null or c.ends_on >= ${today})
       and not exists (select from agreements.reminder r
                        where r.school_id = c.school_id and r.class_id = c.id and r.at >= ${since})
     order by c.name`.execute(tx)
  return rows.map(({ id }) => id)
}
