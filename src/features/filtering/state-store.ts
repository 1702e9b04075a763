// What a state is made of besides rules and sites, and which were made.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { ProfileKey } from './profile.ts'
import type { FilteringTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<FilteringTables>()

/** One state at a time on the whole server: the snapshot that engines follow holds all schools. */
export async function lockState(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('filtering state', 0))`.execute(tx)
}

export type MadeState = {
  version: number
  saysHash: string
  fileHash: string
  indexHash: string
  madeAt: Date
  ownSites: number
  stopped: number
  /** Null before anybody looked. */
  emptyCategories: readonly string[] | null
}

/** The last states, newest first. */
export function statesOf(tx: Tx, schoolId: string, most: number): Promise<MadeState[]> {
  return tables(tx)
    .selectFrom('filtering.state')
    .select([
      'version',
      'says_hash as saysHash',
      'file_hash as fileHash',
      'index_hash as indexHash',
      'made_at as madeAt',
      'own_sites as ownSites',
      'stopped',
      'empty_categories as emptyCategories',
    ])
    .where('school_id', '=', schoolId)
    .orderBy('version', 'desc')
    .limit(most)
    .execute()
}

/** Which snapshot was made from which version: by its hashes, to be compared with what the engines run. */
export async function insertState(tx: Tx, schoolId: string, one: MadeState): Promise<void> {
  await tables(tx)
    .insertInto('filtering.state')
    .values({
      school_id: schoolId,
      version: one.version,
      says_hash: one.saysHash,
      file_hash: one.fileHash,
      index_hash: one.indexHash,
      made_at: one.madeAt,
      own_sites: one.ownSites,
      stopped: one.stopped,
      empty_categories: one.emptyCategories && [...one.emptyCategories],
    })
    .execute()
}

export type HerePerson = { personId: string; kind: string; phaseId: string | null }

/** Those of them who are here on the day: pupils with the phase of their class. */
export async function whoIsHere(
  tx: Tx,
  schoolId: string,
  day: string,
  personIds: readonly string[],
): Promise<HerePerson[]> {
  const { rows } = await sql<HerePerson>`
    select p.id as "personId", p.kind, c.phase_id as "phaseId"
      from people.on_roll p
      left join lateral (
        select k.phase_id
          from people.class_member m
          join schools.class k on k.school_id = m.school_id and k.id = m.class_id
         where m.school_id = p.school_id and m.person_id = p.id and m.part = 'pupil' and p.kind = 'pupil'
           and m.starts_on <= ${day} and (m.ends_on is null or m.ends_on >= ${day})
         order by m.starts_on desc limit 1) c on true
     where p.school_id = ${schoolId} and p.id = any(${[...personIds]}::uuid[])
       and (p.joined_on is null or p.joined_on <= ${day})
       and (p.left_on is null or p.left_on >= ${day})`.execute(tx)
  return rows
}

export type Stopped = { id: string; until: Date | null }

/** People and logons whose internet was last said to be stopped, in the order of their ids. */
export async function saidStopped(tx: Tx, schoolId: string): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('filtering.stopped')
    .select('subject_id')
    .where('school_id', '=', schoolId)
    .orderBy('subject_id')
    .execute()
  return rows.map(({ subject_id }) => subject_id)
}

/** Stops somebody’s internet, or says anew until when; null is until somebody lifts it. */
export async function saveStopped(
  tx: Tx,
  schoolId: string,
  { id, until, since }: Stopped & { since: Date },
): Promise<void> {
  await tables(tx)
    .insertInto('filtering.stopped')
    .values({ school_id: schoolId, subject_id: id, since, until })
    .onConflict((conflict) => conflict.columns(['school_id', 'subject_id']).doUpdateSet({ until }))
    .execute()
}

/** Lets somebody on again. */
export async function deleteStopped(tx: Tx, schoolId: string, id: string): Promise<void> {
  await tables(tx)
    .deleteFrom('filtering.stopped')
    .where('school_id', '=', schoolId)
    .where('subject_id', '=', id)
    .execute()
}

export type Placing = {
  id: string
  personId: string
  name: string
  profile: ProfileKey
  why: string
  until: string
}

/** People with a profile of their own on the day. */
export async function placingsOn(tx: Tx, schoolId: string, day: string): Promise<Placing[]> {
  const { rows } = await sql<Placing>`
    select g.id, g.person_id as "personId", n.name, g.profile, g.why, g.until::text as until
      from filtering.placing g
      join people.named n on n.school_id = g.school_id and n.id = g.person_id
     where g.school_id = ${schoolId} and g.ended_at is null and g.until >= ${day}
     order by n.name, g.id`.execute(tx)
  return rows
}

/** Puts one person into a profile until a day; what stood before ends. */
export async function savePlacing(
  tx: Tx,
  schoolId: string,
  one: Omit<Placing, 'name'> & { at: Date; by: string },
): Promise<void> {
  await endPlacing(tx, schoolId, one.personId, { at: one.at, by: one.by })
  await tables(tx)
    .insertInto('filtering.placing')
    .values({
      school_id: schoolId,
      id: one.id,
      person_id: one.personId,
      profile: one.profile,
      why: one.why,
      until: one.until,
      placed_at: one.at,
      placed_by: one.by,
      ended_at: null,
      ended_by: null,
    })
    .execute()
}

/** Ends the person's own profile; returns whether there was one. */
export async function endPlacing(
  tx: Tx,
  schoolId: string,
  personId: string,
  { at, by }: { at: Date; by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('filtering.placing')
    .set({ ended_at: at, ended_by: by })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
