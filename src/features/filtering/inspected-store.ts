// Whose encrypted pages are looked into, and the school's own authority.

import type { Tx } from '#/platform/database/database.ts'
import type { ProfileKey } from './profile.ts'
import type { FilteringTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<FilteringTables>()

/** The groups whose pages are looked into now; null: nobody's. */
export async function inspectedHere(tx: Tx, schoolId: string): Promise<readonly ProfileKey[] | null> {
  const found = await tables(tx)
    .selectFrom('filtering.inspected')
    .select('profiles')
    .where('school_id', '=', schoolId)
    .executeTakeFirst()
  return found === undefined ? null : (found.profiles as ProfileKey[])
}

/** From now on the pages of these groups, and of no others. The database refuses guests. */
export async function insertInspected(
  tx: Tx,
  schoolId: string,
  profiles: readonly ProfileKey[],
  since: Date,
): Promise<void> {
  await tables(tx)
    .insertInto('filtering.inspected')
    .values({ school_id: schoolId, profiles: [...profiles], since })
    .execute()
}

/** From now on nobody's. */
export async function removeInspected(tx: Tx, schoolId: string): Promise<void> {
  await tables(tx).deleteFrom('filtering.inspected').where('school_id', '=', schoolId).execute()
}

export type KeptAuthority = { id: string; certificate: string; sealedKey: Buffer; endsAt: Date }

/** The newest certificate authority of the school, if one was made. */
export function newestAuthority(tx: Tx, schoolId: string): Promise<KeptAuthority | undefined> {
  return tables(tx)
    .selectFrom('filtering.authority')
    .select(['id', 'certificate', 'sealed_key as sealedKey', 'ends_at as endsAt'])
    .where('school_id', '=', schoolId)
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The certificate that devices of these groups have to trust; null before it is made. */
export async function certificateHere(tx: Tx, schoolId: string): Promise<string | null> {
  return (await newestAuthority(tx, schoolId))?.certificate ?? null
}

/** An authority as it was made; its key only in sealed form. */
export async function insertAuthority(
  tx: Tx,
  schoolId: string,
  one: KeptAuthority & { madeAt: Date },
): Promise<void> {
  await tables(tx)
    .insertInto('filtering.authority')
    .values({
      school_id: schoolId,
      id: one.id,
      certificate: one.certificate,
      sealed_key: one.sealedKey,
      made_at: one.madeAt,
      ends_at: one.endsAt,
    })
    .execute()
}
