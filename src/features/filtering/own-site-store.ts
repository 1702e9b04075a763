import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { OwnSite } from './own-site.ts'
import type { ProfileKey } from './profile.ts'
import type { FilteringTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<FilteringTables>()

const columns = [
  'id',
  'site',
  'does',
  'profiles',
  'until',
  'why',
  'added_at as addedAt',
  'added_by as addedBy',
  'agreed_by as agreedBy',
  'ended_at as endedAt',
  'ended_by as endedBy',
  'ended_why as endedWhy',
] as const

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('filtering.own_site').select(columns).where('school_id', '=', schoolId)

const asOwnSite = <Row extends { profiles: string[] }>(row: Row) => ({
  ...row,
  profiles: row.profiles as ProfileKey[],
})

/** What counts at the moment, by site. */
export async function standingSites(tx: Tx, schoolId: string, now: Date): Promise<OwnSite[]> {
  const rows = await ofSchool(tx, schoolId)
    .where('ended_at', 'is', null)
    .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
    .orderBy('site')
    .orderBy('added_at')
    .execute()
  return rows.map(asOwnSite)
}

/** Everything that ever stood on the list, newest first, at most so many. */
export async function everySite(tx: Tx, schoolId: string, most: number): Promise<OwnSite[]> {
  const rows = await ofSchool(tx, schoolId).orderBy('added_at', 'desc').orderBy('id').limit(most).execute()
  return rows.map(asOwnSite)
}

/** Lines whose moment has come and that nobody has closed yet. */
export async function sitesOver(tx: Tx, schoolId: string, now: Date): Promise<OwnSite[]> {
  const rows = await ofSchool(tx, schoolId).where('ended_at', 'is', null).where('until', '<=', now).execute()
  return rows.map(asOwnSite)
}

/** One line; `toChange` holds it until the commit. Not found in another school. */
export async function findOwnSite(tx: Tx, schoolId: string, id: string, toChange = false): Promise<OwnSite> {
  const query = ofSchool(tx, schoolId).where('id', '=', id)
  const found = await (toChange ? query.forUpdate() : query).executeTakeFirst()
  if (!found) throw new NotFound('site of the school’s list')
  return asOwnSite(found)
}

/** One line of the school’s own list: allowed or blocked, for whom, until when. */
export async function insertOwnSite(tx: Tx, schoolId: string, one: OwnSite): Promise<void> {
  await tables(tx)
    .insertInto('filtering.own_site')
    .values({
      school_id: schoolId,
      id: one.id,
      site: one.site,
      does: one.does,
      profiles: [...one.profiles],
      until: one.until,
      why: one.why,
      added_at: one.addedAt,
      added_by: one.addedBy,
      agreed_by: one.agreedBy,
      ended_at: null,
      ended_by: null,
      ended_why: null,
    })
    .execute()
}

/** Takes it off the list; the row stays. `by` is null where its last day had come. */
export async function saveSiteEnd(
  tx: Tx,
  schoolId: string,
  id: string,
  { at, by, why }: { at: Date; by: string | null; why: string },
): Promise<void> {
  await tables(tx)
    .updateTable('filtering.own_site')
    .set({ ended_at: at, ended_by: by, ended_why: why })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
