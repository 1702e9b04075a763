// Who is at the school on a day, and which guardians may sign for whom.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { PersonKind } from './person.ts'
import { canBeMailed } from './wrong-address-store.ts'

export type Present = { id: string; kind: PersonKind; joinedOn: string | null }

/** Everybody who is of these kinds on the day, also besides what they are: a parent who helps is a volunteer too. */
export async function presentOn(
  tx: Tx,
  schoolId: string,
  kinds: readonly PersonKind[],
  day: string,
): Promise<Present[]> {
  const { rows } = await sql<Present>`
    select p.id, p.kind, coalesce(k.starts_on, p.joined_on)::text as "joinedOn"
      from people.person p
      left join lateral (
        select min(a.starts_on) as starts_on from people.added_kind a
         where a.school_id = p.school_id and a.person_id = p.id and a.kind = any(${[...kinds]}::text[])
           and a.starts_on <= ${day} and (a.ends_on is null or a.ends_on >= ${day})) k on true
     where p.school_id = ${schoolId} and (p.kind = any(${[...kinds]}::text[]) or k.starts_on is not null)
       and (p.left_on is null or p.left_on >= ${day})
     order by p.family_name, p.given_name, p.id`.execute(tx)
  return rows
}

/** Guardians with an address at which they can be reached, whom the school may write to for every child of theirs on the day (decision S10), or one. */
export async function guardiansToWriteTo(
  tx: Tx,
  schoolId: string,
  day: string,
  guardianId: string | null = null,
): Promise<Reached[]> {
  const { rows } = await sql<Reached>`
    select p.id, p.email
      from people.person p
      join people.guardianship g on g.school_id = p.school_id and g.guardian_id = p.id
       and g.starts_on <= ${day} and (g.ends_on is null or g.ends_on >= ${day})
     where p.school_id = ${schoolId} and ${canBeMailed} and (p.left_on is null or p.left_on >= ${day})
       and (${guardianId}::uuid is null or p.id = ${guardianId})
     group by p.school_id, p.id
    having bool_and(g.may_be_contacted)
     order by p.id`.execute(tx)
  return rows
}

export type Reached = { id: string; email: string }

export type SigningGuardian = {
  guardianId: string
  pupilId: string
  mayBeContacted: boolean
  /** And nothing that was sent there came back. */
  hasEmail: boolean
}

/** Guardians who may sign for a child on the day (decision S10), for all children or these. */
export async function guardiansWhoSign(
  tx: Tx,
  schoolId: string,
  day: string,
  pupilIds: readonly string[] | null = null,
): Promise<SigningGuardian[]> {
  const { rows } = await sql<SigningGuardian>`
    select g.guardian_id as "guardianId", g.pupil_id as "pupilId", g.may_be_contacted as "mayBeContacted",
           ${canBeMailed} as "hasEmail"
      from people.guardianship g
      join people.person p on p.school_id = g.school_id and p.id = g.guardian_id
     where g.school_id = ${schoolId} and g.may_sign and (${pupilIds === null} or g.pupil_id = any(${[...(pupilIds ?? [])]}::uuid[]))
       and g.starts_on <= ${day} and (g.ends_on is null or g.ends_on >= ${day})
       and (p.left_on is null or p.left_on >= ${day})
     order by p.family_name, p.given_name`.execute(tx)
  return rows
}

/** Those of the people who belong to the school on the day and whose access is open, from whatever day they begin. */
export async function hereAmong(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  day: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from people.person
     where school_id = ${schoolId} and id = any(${[...personIds]}::uuid[])
       and (left_on is null or left_on >= ${day}) and (access_ended_on is null or access_ended_on > ${day})`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}
