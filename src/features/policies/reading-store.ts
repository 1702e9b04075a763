import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { PersonKind } from '../people/index.ts'
import type { PolicyTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PolicyTables>()

export type Round = {
  id: string
  versionId: string
  policyId: string
  title: string
  number: number
  why: 'published' | 'yearly' | 'asked'
  openedAt: Date
  dueOn: string
  closedAt: Date | null
  people: number
  read: number
}

const roundsOfSchool = (schoolId: string) => sql`
  select r.id, r.version_id as "versionId", v.policy_id as "policyId", v.title, v.number, r.why,
         r.opened_at as "openedAt", r.due_on as "dueOn", r.closed_at as "closedAt",
         (select count(*)::int from policies.reader d where d.school_id = r.school_id and d.round_id = r.id) as people,
         (select count(*)::int from policies.reader d
           where d.school_id = r.school_id and d.round_id = r.id and d.read_at is not null) as read
    from policies.reading_round r
    join policies.version v on v.school_id = r.school_id and v.id = r.version_id
   where r.school_id = ${schoolId}`

/** The rounds of a policy, newest first. */
export async function roundsOf(tx: Tx, schoolId: string, policyId: string): Promise<Round[]> {
  const { rows } = await sql<Round>`
    ${roundsOfSchool(schoolId)} and v.policy_id = ${policyId} order by r.opened_at desc`.execute(tx)
  return rows
}

/** One round. Not found in another school. */
export async function findRound(tx: Tx, schoolId: string, id: string): Promise<Round> {
  const { rows } = await sql<Round>`${roundsOfSchool(schoolId)} and r.id = ${id}`.execute(tx)
  const [round] = rows
  if (!round) throw new NotFound('reading round')
  return round
}

/** Rounds that still run, of versions that are in force. */
export async function openRounds(tx: Tx, schoolId: string): Promise<(Round & { remindedAt: Date | null })[]> {
  const { rows } = await sql<Round & { remindedAt: Date | null }>`
    select o.*, r.reminded_at as "remindedAt"
      from (${roundsOfSchool(schoolId)} and r.closed_at is null) o
      join policies.reading_round r on r.school_id = ${schoolId} and r.id = o.id
     order by o."openedAt"`.execute(tx)
  return rows
}

export type Reader = { personId: string; name: string; kind: PersonKind; readAt: Date | null }

/** Everybody of a round by name, those first who have not read it. */
export async function readersOf(tx: Tx, schoolId: string, roundId: string): Promise<Reader[]> {
  const { rows } = await sql<Reader>`
    select d.person_id as "personId", n.name, d.kind, d.read_at as "readAt"
      from policies.reader d
      join people.named n on n.school_id = d.school_id and n.id = d.person_id
     where d.school_id = ${schoolId} and d.round_id = ${roundId}
     order by d.read_at is not null, d.kind, n.name, d.person_id`.execute(tx)
  return rows
}

/** The round, and everybody who is asked: a later joiner is not in it. */
export async function insertRound(
  tx: Tx,
  row: Omit<PolicyTables['policies.reading_round'], 'reminded_at' | 'closed_at'>,
  people: readonly { id: string; kind: PersonKind }[],
): Promise<void> {
  await tables(tx)
    .insertInto('policies.reading_round')
    .values({ ...row, reminded_at: null, closed_at: null })
    .execute()
  if (people.length === 0) return
  await tables(tx)
    .insertInto('policies.reader')
    .values(
      people.map(({ id, kind }) => ({
        school_id: row.school_id,
        round_id: row.id,
        person_id: id,
        kind,
        read_at: null,
        hash: null,
      })),
    )
    .execute()
}

/** Ends every round of a policy that still runs: a newer text takes its place. */
export async function closeRoundsOf(tx: Tx, schoolId: string, policyId: string, at: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update policies.reading_round as r set closed_at = ${at}
      from policies.version v
     where r.school_id = ${schoolId} and v.school_id = r.school_id and v.id = r.version_id
       and v.policy_id = ${policyId} and r.closed_at is null
    returning r.id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Notes when its readers were last reminded. */
export async function saveRoundReminded(tx: Tx, schoolId: string, id: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('policies.reading_round')
    .set({ reminded_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** Writes that the person has read it; false when they had before, or are not asked. */
export async function saveRead(
  tx: Tx,
  actor: Actor,
  of: { roundId: string; personId: string; at: Date; hash: Buffer },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('policies.reader')
    .set({ read_at: of.at, hash: of.hash })
    .where('school_id', '=', actor.schoolId)
    .where('round_id', '=', of.roundId)
    .where('person_id', '=', of.personId)
    .where('read_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export type ToRead = { roundId: string; versionId: string; policyId: string; title: string; dueOn: string }

/** What the person has still to read, the most pressing first. */
export async function toRead(tx: Tx, schoolId: string, personId: string): Promise<ToRead[]> {
  const { rows } = await sql<ToRead>`
    select r.id as "roundId", v.id as "versionId", v.policy_id as "policyId", v.title, r.due_on as "dueOn"
      from policies.reader d
      join policies.reading_round r on r.school_id = d.school_id and r.id = d.round_id and r.closed_at is null
      join policies.version v on v.school_id = r.school_id and v.id = r.version_id
     where d.school_id = ${schoolId} and d.person_id = ${personId} and d.read_at is null
     order by r.due_on, v.title`.execute(tx)
  return rows
}

/** Versions that the person confirmed, newest first: what is held on them. */
export async function readBy(
  tx: Tx,
  schoolId: string,
  personId: string,
): Promise<{ at: Date; roundId: string; title: string; number: number }[]> {
  const { rows } = await sql<{ at: Date; roundId: string; title: string; number: number }>`
    select d.read_at as at, d.round_id as "roundId", v.title, v.number
      from policies.reader d
      join policies.reading_round r on r.school_id = d.school_id and r.id = d.round_id
      join policies.version v on v.school_id = r.school_id and v.id = r.version_id
     where d.school_id = ${schoolId} and d.person_id = ${personId} and d.read_at is not null
     order by d.read_at desc`.execute(tx)
  return rows
}
