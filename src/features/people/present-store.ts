// Who is at the school on a day, and which guardians may sign for whom.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { PersonKind } from './person.ts'
import type { PeopleTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PeopleTables>()

export type Present = { id: string; kind: PersonKind; joinedOn: string | null }

/** Everybody of these kinds who has not left on the day. */
export function presentOn(
  tx: Tx,
  schoolId: string,
  kinds: readonly PersonKind[],
  day: string,
): Promise<Present[]> {
  return tables(tx)
    .selectFrom('people.person')
    .select(['id', 'kind', 'joined_on as joinedOn'])
    .where('school_id', '=', schoolId)
    .where('kind', 'in', [...kinds])
    .where((where) => where.or([where('left_on', 'is', null), where('left_on', '>=', day)]))
    .orderBy('family_name')
    .orderBy('given_name')
    .execute()
}

export type SigningGuardian = { guardianId: string; pupilId: string; mayBeContacted: boolean }

/** Guardians who may sign for a child on the day (decision S10), for all children or one. */
export async function guardiansWhoSign(
  tx: Tx,
  schoolId: string,
  day: string,
  pupilId: string | null = null,
): Promise<SigningGuardian[]> {
  const { rows } = await sql<SigningGuardian>`
    select g.guardian_id as "guardianId", g.pupil_id as "pupilId", g.may_be_contacted as "mayBeContacted"
      from people.guardianship g
      join people.person p on p.school_id = g.school_id and p.id = g.guardian_id
     where g.school_id = ${schoolId} and g.may_sign and (${pupilId}::uuid is null or g.pupil_id = ${pupilId})
       and g.starts_on <= ${day} and (g.ends_on is null or g.ends_on >= ${day})
       and (p.left_on is null or p.left_on >= ${day})
     order by p.family_name, p.given_name`.execute(tx)
  return rows
}
