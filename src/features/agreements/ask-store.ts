// What one person was asked and answered: rows that may be seen, and answers that are only ever added.

import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { AgreementKey } from './agreement.ts'
import type { AccessAsk, Ask, AskState } from './ask.ts'
import { wholeSchool } from './permissions.ts'
import type { AgreementTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AgreementTables>()

const columns = [
  'a.id',
  'a.school_id as schoolId',
  'a.round_id as roundId',
  'a.agreement',
  'a.signer_id as signerId',
  'a.about_id as aboutId',
  'a.class_id as classId',
  'a.phase',
  'a.host_id as hostId',
  'a.asked_at as askedAt',
  'a.due_on as dueOn',
  'a.holds_from as holdsFrom',
  'a.state',
  'a.answered_at as answeredAt',
  'a.edition',
  'a.mail_of as mailOf',
  'a.mail_trouble as mailTrouble',
] as const

/** The row rule: one's own; those of the classes one teaches today; all for those who answer for the whole school. */
function visible(actor: Actor, today: string): RawBuilder<SqlBool> {
  if (actor.kind === 'system') return sql<SqlBool>`true`
  if (actor.kind !== 'person') return sql<SqlBool>`false`
  if (seesWholeSchool(actor)) return sql<SqlBool>`true`
  const { schoolId, personId } = actor
  return sql<SqlBool>`(a.signer_id = ${personId} or a.host_id = ${personId} or a.class_id in (
    select m.class_id from people.class_member m
     where m.school_id = ${schoolId} and m.person_id = ${personId} and m.part in ('teacher', 'assistant')
       and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on >= ${today})))`
}

/** Roles that chase signatures for everybody; all others see their own and those of their classes. */
export function seesWholeSchool(actor: Actor): boolean {
  return actor.kind === 'person' && wholeSchool.some((role) => actor.roles.has(role))
}

const seen = (tx: Tx, actor: Actor, today: string) =>
  tables(tx)
    .selectFrom('agreements.ask as a')
    .where('a.school_id', '=', actor.schoolId)
    .where(visible(actor, today))

/** The ask, if the actor may see it. Not found in another school or in somebody else's class. */
export async function findAsk(tx: Tx, actor: Actor, id: string, today: string): Promise<Ask> {
  const found = await seen(tx, actor, today).select(columns).where('a.id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('request to sign')
  return found
}

/** The same, held until the commit. */
export async function findAskToChange(tx: Tx, actor: Actor, id: string, today: string): Promise<Ask> {
  const found = await seen(tx, actor, today)
    .select(columns)
    .where('a.id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new NotFound('request to sign')
  return found
}

/** An ask that a link or a tablet has proved its way to, held until the commit. */
export async function findAskBehind(tx: Tx, schoolId: string, id: string): Promise<Ask> {
  const found = await tables(tx)
    .selectFrom('agreements.ask as a')
    .select(columns)
    .where('a.school_id', '=', schoolId)
    .where('a.id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new NotFound('request to sign')
  return found
}

/** What one person was asked, newest first. */
export function asksOfSigner(tx: Tx, schoolId: string, signerId: string): Promise<Ask[]> {
  return tables(tx)
    .selectFrom('agreements.ask as a')
    .select(columns)
    .where('a.school_id', '=', schoolId)
    .where('a.signer_id', '=', signerId)
    .where('a.state', '<>', 'ended')
    .orderBy('a.asked_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(60)
    .execute()
}

export type NamedAsk = Ask & { signerName: string; aboutName: string; className: string | null }

/** The asks of a round that the actor may see, by class and name; of one class, or of all. */
export function asksOfRound(
  tx: Tx,
  actor: Actor,
  roundId: string,
  today: string,
  classId: string | null = null,
): Promise<NamedAsk[]> {
  return seen(tx, actor, today)
    .innerJoin(sql<{ school_id: string; id: string; name: string }>`people.named`.as('s'), (join) =>
      join.onRef('s.school_id', '=', 'a.school_id').onRef('s.id', '=', 'a.signer_id'),
    )
    .innerJoin(sql<{ school_id: string; id: string; name: string }>`people.named`.as('b'), (join) =>
      join.onRef('b.school_id', '=', 'a.school_id').onRef('b.id', '=', 'a.about_id'),
    )
    .leftJoin(sql<{ school_id: string; id: string; name: string }>`schools.class`.as('c'), (join) =>
      join.onRef('c.school_id', '=', 'a.school_id').onRef('c.id', '=', 'a.class_id'),
    )
    .select([...columns, 's.name as signerName', 'b.name as aboutName', 'c.name as className'])
    .where('a.round_id', '=', roundId)
    .where('a.state', '<>', 'ended')
    .where(sql<SqlBool>`(${classId}::uuid is null or a.class_id = ${classId})`)
    .orderBy('c.name')
    .orderBy('b.name')
    .orderBy('s.name')
    .orderBy('a.id')
    .limit(3000)
    .execute()
}

/** The newest ask of each signer about somebody, of these agreements, with what they answered last: what access follows from. */
export async function accessAsks(
  tx: Tx,
  schoolId: string,
  aboutIds: readonly string[],
  agreements: readonly AgreementKey[],
): Promise<Omit<AccessAsk, 'maySign'>[]> {
  const { rows } = await sql<Omit<AccessAsk, 'maySign'>>`
    select distinct on (a.agreement, a.signer_id, a.about_id) a.agreement, a.signer_id as "signerId",
           a.about_id as "aboutId", a.state, a.holds_from as "holdsFrom",
           first_value(case when a.answered_at is not null then a.state end) over (
             partition by a.agreement, a.signer_id, a.about_id
             order by a.answered_at desc nulls last, a.asked_at desc, a.id desc) as "lastAnswer",
           bool_or(a.state = 'signed') over (partition by a.agreement, a.signer_id, a.about_id) as "everSigned"
      from agreements.ask a
     where a.school_id = ${schoolId} and a.about_id = any(${[...aboutIds]}::uuid[])
       and a.agreement = any(${[...agreements]}::text[])
     order by a.agreement, a.signer_id, a.about_id, a.asked_at desc, a.id desc`.execute(tx)
  return rows
}

/** Everybody about whom an answer is missing or no: those whose access may have to wait. */
export async function aboutWhomSomethingIsMissing(tx: Tx, schoolId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct about_id as id from agreements.ask
     where school_id = ${schoolId} and state in ('open', 'refused', 'withdrawn') order by 1`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Whether the signer was asked about the same once more since. */
export async function wasAskedSince(tx: Tx, ask: Ask): Promise<boolean> {
  const newer = await tables(tx)
    .selectFrom('agreements.ask as a')
    .select('a.id')
    .where('a.school_id', '=', ask.schoolId)
    .where('a.agreement', '=', ask.agreement)
    .where('a.signer_id', '=', ask.signerId)
    .where('a.about_id', '=', ask.aboutId)
    .where('a.asked_at', '>', ask.askedAt)
    .limit(1)
    .execute()
  return newer.length > 0
}

/** Asks that are still open on this day before their last day and of which the signer was not reminded. */
export async function dueSoon(
  tx: Tx,
  schoolId: string,
  span: { from: string; to: string },
): Promise<{ id: string; signerId: string; aboutId: string }[]> {
  return tables(tx)
    .selectFrom('agreements.ask as a')
    .select(['a.id', 'a.signer_id as signerId', 'a.about_id as aboutId'])
    .where('a.school_id', '=', schoolId)
    .where('a.state', '=', 'open')
    .where('a.reminded_on', 'is', null)
    .where('a.due_on', '>=', span.from)
    .where('a.due_on', '<=', span.to)
    .whereRef('a.signer_id', '<>', 'a.about_id')
    .orderBy('a.id')
    .execute()
}

/** Notes the day, so that nobody is reminded twice on it. */
export async function saveReminded(
  tx: Tx,
  schoolId: string,
  ids: readonly string[],
  today: string,
): Promise<void> {
  await tables(tx)
    .updateTable('agreements.ask')
    .set({ reminded_on: today })
    .where('school_id', '=', schoolId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
}

/** Follows the newest signature; `edition` is what was signed, null where nothing stands. Whoever answered was reached. */
export async function saveAskState(
  tx: Tx,
  ask: Pick<Ask, 'schoolId' | 'id'>,
  change: { state: AskState; answeredAt: Date | null; edition: number | null },
): Promise<void> {
  await tables(tx)
    .updateTable('agreements.ask')
    .set({
      state: change.state,
      answered_at: change.answeredAt,
      edition: change.edition,
      mail_of: null,
      mail_trouble: null,
    })
    .where('school_id', '=', ask.schoolId)
    .where('id', '=', ask.id)
    .execute()
}
