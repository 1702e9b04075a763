import { sql } from 'kysely'
import { isId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readCalendar } from '../schools/index.ts'
import { type Cover, gapsIn, inSchool, type OnDuty, type Stretch } from './duty.ts'
import type { Person } from './person.ts'
import { findPeople, holdersOn } from './store.ts'
import type { PeopleTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PeopleTables>()

/** Who is on duty at the instant, in the order in which to ring. Nobody is a possible answer, and an alarm. */
export async function onDutyNow(tx: Tx, schoolId: string, at: Date): Promise<OnDuty[]> {
  const day = londonDate(at)
  if (inSchool(at, await readCalendar(tx, schoolId))) {
    const onDuty: OnDuty[] = []
    for (const role of ['dsl', 'deputyDsl'] as const) {
      for (const person of await holdersOn(tx, schoolId, role, day)) {
        onDuty.push({ person, because: role, reachBy: null, until: null })
      }
    }
    if (onDuty.length > 0) return onDuty
  }
  const covers = await coversBetween(tx, schoolId, { from: at, to: new Date(at.getTime() + 1) })
  const people = await findPeople(
    tx,
    schoolId,
    covers.map(({ personId }) => personId),
  )
  return covers.flatMap(({ personId, reachBy, endsAt }): OnDuty[] => {
    const person = people.find(({ id, leftOn }) => id === personId && (leftOn === null || leftOn >= day))
    return person ? [{ person, because: 'cover', reachBy, until: endsAt }] : []
  })
}

/** When nobody is on duty between two instants: out of school hours, with no cover by somebody who is still here. */
export async function coverGaps(tx: Tx, schoolId: string, from: Date, to: Date): Promise<Stretch[]> {
  const covers = await coversBetween(tx, schoolId, { from, to })
  const people = await findPeople(
    tx,
    schoolId,
    covers.map(({ personId }) => personId),
  )
  const leaves = new Map(people.map(({ id, leftOn }) => [id, leftOn]))
  const standing = covers.filter(({ personId, endsAt }) => {
    const leftOn = leaves.get(personId)
    return !leftOn || leftOn >= londonDate(endsAt)
  })
  return gapsIn({ from, to }, await readCalendar(tx, schoolId), standing)
}

/** Which of the two posts that every school must fill nobody holds on the day. */
export async function vacantPosts(tx: Tx, schoolId: string, day: string): Promise<('dsl' | 'deputyDsl')[]> {
  const vacant: ('dsl' | 'deputyDsl')[] = []
  for (const role of ['dsl', 'deputyDsl'] as const) {
    if ((await holdersOn(tx, schoolId, role, day)).length === 0) vacant.push(role)
  }
  return vacant
}

/** Those who can be on duty when school is out, by family name: each holds a post that answers for children. */
export async function whoCanCover(tx: Tx, schoolId: string, day: string): Promise<Person[]> {
  const people = new Map<string, Person>()
  for (const role of coveringRoles) {
    for (const person of await holdersOn(tx, schoolId, role, day)) people.set(person.id, person)
  }
  return [...people.values()].sort((a, b) => a.familyName.localeCompare(b.familyName, 'en'))
}

/** The posts whose holders can be on duty when school is out. */
export const coveringRoles = [
  'dsl',
  'deputyDsl',
  'head',
  'deputyHead',
  'seniorLeader',
  'coordinator',
] as const

/** Cover that touches the stretch and was not withdrawn, earliest first. */
export function coversBetween(tx: Tx, schoolId: string, { from, to }: Stretch): Promise<Cover[]> {
  return tables(tx)
    .selectFrom('people.duty')
    .select(coverColumns)
    .where('school_id', '=', schoolId)
    .where('ends_at', '>', from)
    .where('starts_at', '<', to)
    .where('withdrawn_at', 'is', null)
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
}

/** The cover of these people that ends after an instant and was not withdrawn. */
export function coversFrom(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  from: Date,
): Promise<Cover[]> {
  return tables(tx)
    .selectFrom('people.duty')
    .select(coverColumns)
    .where('school_id', '=', schoolId)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('ends_at', '>', from)
    .where('withdrawn_at', 'is', null)
    .orderBy('starts_at')
    .execute()
}

/** One cover. Not found in another school, nor when it was withdrawn. */
export async function findCover(tx: Tx, schoolId: string, coverId: string): Promise<Cover> {
  if (!isId(coverId)) throw new NotFound('cover')
  const cover = await tables(tx)
    .selectFrom('people.duty')
    .select(coverColumns)
    .where('school_id', '=', schoolId)
    .where('id', '=', coverId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (!cover) throw new NotFound('cover')
  return cover
}

/** Who answers for safeguarding from one instant to another, and how they are reached. */
export async function saveCover(
  tx: Tx,
  schoolId: string,
  cover: Cover,
  by: { personId: string | null; at: Date },
): Promise<void> {
  await tables(tx)
    .insertInto('people.duty')
    .values({
      school_id: schoolId,
      id: cover.id,
      person_id: cover.personId,
      starts_at: cover.startsAt,
      ends_at: cover.endsAt,
      reach_by: cover.reachBy,
      created_by: by.personId,
      created_at: by.at,
      withdrawn_at: null,
    })
    .execute()
}

/** The cover ends; the row stays, since somebody may have been told to ring them. */
export async function saveWithdrawn(tx: Tx, schoolId: string, coverId: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('people.duty')
    .set({ withdrawn_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', coverId)
    .execute()
}

/** Lets cover end earlier than was planned. */
export async function saveCoverEnds(tx: Tx, schoolId: string, coverId: string, endsAt: Date): Promise<void> {
  await tables(tx)
    .updateTable('people.duty')
    .set({ ends_at: endsAt })
    .where('school_id', '=', schoolId)
    .where('id', '=', coverId)
    .execute()
}

const coverColumns = [
  'id',
  'person_id as personId',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'reach_by as reachBy',
] as const
