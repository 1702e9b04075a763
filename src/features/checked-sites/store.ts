import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { RegisterWanted } from '#/platform/web/register-routes.ts'
import type { PhaseKey } from '../schools/index.ts'
import { answersFor, type CheckedSite, type SiteCheck, type Standing, touches } from './checked-site.ts'
import type { CheckedSiteTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<CheckedSiteTables>()

type Row = CheckedSiteTables['checked_sites.site']

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('checked_sites.site').selectAll().where('school_id', '=', schoolId)

const asSite = (row: Row): CheckedSite => ({
  id: row.id,
  site: row.site,
  address: row.address,
  title: row.title,
  covers: row.covers,
  state: row.state,
  checkId: row.check_id,
  phases: row.phases as PhaseKey[],
  validUntil: row.valid_until,
  checkedBy: row.checked_by,
  checkedAt: row.checked_at,
  takenOutAt: row.taken_out_at,
  takenOutWhy: row.taken_out_why,
  requestId: row.request_id,
})

/** One site; `toChange` holds it until the commit. Not found in another school. */
export async function findSite(tx: Tx, schoolId: string, id: string, toChange = false): Promise<CheckedSite> {
  const query = ofSchool(tx, schoolId).where('id', '=', id)
  const found = await (toChange ? query.forUpdate() : query).executeTakeFirst()
  if (!found) throw new NotFound('checked site')
  return asSite(found)
}

/** The site that was checked under exactly this name. */
export async function siteNamed(tx: Tx, schoolId: string, site: string): Promise<CheckedSite | undefined> {
  const found = await ofSchool(tx, schoolId).where('site', '=', site).executeTakeFirst()
  return found && asSite(found)
}

const ofHosts = async (tx: Tx, schoolId: string, sites: readonly string[]): Promise<CheckedSite[]> => {
  if (sites.length === 0) return []
  const hosts = [...new Set(sites.map(hostOf))]
  const rows = await ofSchool(tx, schoolId)
    .where(sql`split_part(split_part(site, '?', 1), '/', 1)`, 'in', hosts)
    .execute()
  return rows.map(asSite)
}

const hostOf = (site: string): string => site.split(/[/?]/)[0] ?? site

/** The check that answers for each page: the one that names most of it. Pages for which none does are left out. */
export async function sitesFor(
  tx: Tx,
  schoolId: string,
  pages: readonly string[],
): Promise<ReadonlyMap<string, CheckedSite>> {
  const known = (await ofHosts(tx, schoolId, pages)).toSorted((a, b) => b.site.length - a.site.length)
  return new Map(
    pages.flatMap((page) => {
      const found = known.find((one) => answersFor(one, page))
      return found ? [[page, found] as const] : []
    }),
  )
}

/** Suitable sites that a report about this one is about too. */
export async function sitesTouched(tx: Tx, schoolId: string, reported: string): Promise<CheckedSite[]> {
  const known = await ofHosts(tx, schoolId, [reported])
  return known.filter(({ site, state }) => state === 'suitable' && touches(site, reported))
}

/** Suitable sites whose check ends on a day or before it, soonest first. */
export async function sitesDueBy(tx: Tx, schoolId: string, day: string): Promise<CheckedSite[]> {
  const rows = await ofSchool(tx, schoolId)
    .where('state', '=', 'suitable')
    .where('valid_until', '<=', day)
    .orderBy('valid_until')
    .orderBy('site')
    .execute()
  return rows.map(asSite)
}

/** Sites by their ids. */
export async function sitesOf(
  tx: Tx,
  schoolId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CheckedSite>> {
  if (ids.length === 0) return new Map()
  const rows = await ofSchool(tx, schoolId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, asSite(row)]))
}

const standing = (today: string) =>
  sql<Standing>`case when state <> 'suitable' then state when valid_until >= ${today} then 'inDate' else 'due' end`

/** Lines of the register, and how many there are on all pages. */
export async function listSites(
  tx: Tx,
  { schoolId }: Actor,
  { filters, newestFirst, offset, most }: RegisterWanted,
  today: string,
): Promise<{ rows: CheckedSite[]; total: number }> {
  let query = tables(tx).selectFrom('checked_sites.site').where('school_id', '=', schoolId)
  if (filters.state) query = query.where(standing(today), '=', filters.state as Standing)
  if (filters.phase) query = query.where(sql<boolean>`${filters.phase} = any(phases)`)
  const { total } = await query
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .selectAll()
    .orderBy('checked_at', newestFirst ? 'desc' : 'asc')
    .orderBy('id')
    .offset(offset)
    .limit(most)
    .execute()
  return { rows: rows.map(asSite), total: Number(total) }
}

/** Every check of a site, newest first. */
export async function checksOf(tx: Tx, schoolId: string, siteId: string): Promise<SiteCheck[]> {
  const rows = await tables(tx)
    .selectFrom('checked_sites.site_check')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('site_id', '=', siteId)
    .orderBy('checked_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    siteId: row.site_id,
    result: row.result,
    phases: row.phases as PhaseKey[],
    seen: row.seen,
    beware: row.beware,
    validUntil: row.valid_until,
    checkedBy: row.checked_by,
    checkedAt: row.checked_at,
  }))
}

/** Adds a site with where it stands. */
export async function insertSite(tx: Tx, schoolId: string, one: CheckedSite): Promise<void> {
  await tables(tx)
    .insertInto('checked_sites.site')
    .values({ school_id: schoolId, id: one.id, site: one.site, ...columnsOf(one) })
    .execute()
}

/** Saves where a site stands; what it is found by stays. */
export async function saveSite(tx: Tx, schoolId: string, one: CheckedSite): Promise<void> {
  await tables(tx)
    .updateTable('checked_sites.site')
    .set(columnsOf(one))
    .where('school_id', '=', schoolId)
    .where('id', '=', one.id)
    .execute()
}

const columnsOf = (one: CheckedSite) => ({
  address: one.address,
  title: one.title,
  covers: one.covers,
  state: one.state,
  check_id: one.checkId,
  phases: [...one.phases],
  valid_until: one.validUntil,
  checked_by: one.checkedBy,
  checked_at: one.checkedAt,
  taken_out_at: one.takenOutAt,
  taken_out_why: one.takenOutWhy,
  request_id: one.requestId,
})

/** Keeps a check; it never changes. */
export async function insertCheck(tx: Tx, schoolId: string, one: SiteCheck): Promise<void> {
  await tables(tx)
    .insertInto('checked_sites.site_check')
    .values({
      school_id: schoolId,
      id: one.id,
      site_id: one.siteId,
      result: one.result,
      phases: [...one.phases],
      seen: one.seen,
      beware: one.beware,
      valid_until: one.validUntil,
      checked_by: one.checkedBy,
      checked_at: one.checkedAt,
    })
    .execute()
}
