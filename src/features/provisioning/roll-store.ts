// Who an account may be, by the school's own records.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { Candidate, OnRecord, Said } from './entry.ts'
import type { Of } from './entry-store.ts'

/**
 * Whoever an account may be: by an earlier account of the same connection, else by the number on record with the family
 * name, else by an address that one person alone has. Nobody who has an account of this connection already.
 */
export async function candidatesFor(
  tx: Tx,
  { schoolId, connectionId }: Of,
  entryId: string,
  said: Pick<Said, 'userName' | 'externalId' | 'familyName' | 'email'>,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate & { way: number }>`
    with mine as (
      select person_id from provisioning.entry
       where school_id = ${schoolId} and connection_id = ${connectionId} and id <> ${entryId}
         and gone_at is null and person_id is not null
    ), found as (
      select 1 as way, e.person_id as id from provisioning.entry e
       where e.school_id = ${schoolId} and e.connection_id = ${connectionId} and e.gone_at is not null
         and e.person_id is not null
         and (e.external_id = ${said.externalId} or (${said.externalId}::text is null and lower(e.user_name) = lower(${said.userName})))
      union
      select 2, p.id from people.on_roll p
       where p.school_id = ${schoolId} and p.external_id = ${said.externalId}
         and lower(p.family_name) = lower(${said.familyName})
      union
      select 3, p.id from people.on_roll p
       where p.school_id = ${schoolId} and lower(p.email) in (lower(${said.email}), lower(${said.userName}))
    )
    select f.way, p.id, p.kind, p.left_on as "leftOn", f.way = 1 as known
      from found f join people.on_roll p on p.school_id = ${schoolId} and p.id = f.id
     where f.id not in (select person_id from mine)
     order by f.way, p.left_on is not null, p.id`.execute(tx)
  const best = rows[0]?.way
  const those = rows.filter(({ way }) => way === best)
  // Somebody who is here goes before somebody with the same address who has left.
  const here = those.filter(({ leftOn }) => leftOn === null)
  return (here.length > 0 ? here : those).map(({ way: _way, ...one }) => one)
}

export type PersonOnRecord = OnRecord & {
  knownAs: string | null
  dateOfBirth: string | null
  leftOn: string | null
  revision: number
}

/** The details of a person's record that a source may speak of, and the revision that was read. */
export async function recordOf(tx: Tx, schoolId: string, personId: string): Promise<PersonOnRecord | null> {
  const { rows } = await sql<PersonOnRecord>`
    select given_name as "givenName", family_name as "familyName", email, job_title as "jobTitle", known_as as "knownAs",
           date_of_birth as "dateOfBirth", left_on as "leftOn", revision
      from people.on_roll where school_id = ${schoolId} and id = ${personId}`.execute(tx)
  return rows[0] ?? null
}

/** People of the school with that family name or address, whom a person may choose from. */
export async function peopleLike(
  tx: Tx,
  schoolId: string,
  said: Pick<Said, 'familyName' | 'email' | 'userName'>,
): Promise<{ id: string; name: string; kind: Candidate['kind']; leftOn: string | null }[]> {
  const { rows } = await sql<{ id: string; name: string; kind: Candidate['kind']; leftOn: string | null }>`
    select id, coalesce(known_as, given_name) || ' ' || family_name as name, kind, left_on as "leftOn"
      from people.on_roll
     where school_id = ${schoolId}
       and (lower(family_name) = lower(${said.familyName}) or lower(email) in (lower(${said.email}), lower(${said.userName})))
     order by left_on is not null, family_name, given_name, id limit 20`.execute(tx)
  return rows
}
