import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Link, LinkList } from './link-list.ts'
import type { CheckedSiteTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<CheckedSiteTables>()

const columns = [
  'id',
  'code',
  'purpose',
  'title',
  'words',
  'class_id as classId',
  'on_day as onDay',
  'made_by as madeBy',
  'made_at as madeAt',
  'ended_at as endedAt',
] as const

const mostShown = 200

/** One list; `toChange` holds it until the commit. Not found in another school. */
export async function findList(tx: Tx, schoolId: string, id: string, toChange = false): Promise<LinkList> {
  const query = tables(tx)
    .selectFrom('checked_sites.link_list')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
  const found = await (toChange ? query.forUpdate() : query).executeTakeFirst()
  if (!found) throw new NotFound('list of links')
  return found
}

/** The list that a class opens with a code. */
export function listWithCode(tx: Tx, schoolId: string, code: string): Promise<LinkList | undefined> {
  return tables(tx)
    .selectFrom('checked_sites.link_list')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('code', '=', code)
    .executeTakeFirst()
}

/** The newest lists, at most 200: of the school, or for one class from a day on. */
export function listsOf(
  tx: Tx,
  schoolId: string,
  only: { classId: string; from: string } | null = null,
): Promise<LinkList[]> {
  let query = tables(tx)
    .selectFrom('checked_sites.link_list')
    .select(columns)
    .where('school_id', '=', schoolId)
    .orderBy('on_day', 'desc')
    .orderBy('made_at', 'desc')
    .limit(mostShown)
  if (only !== null) query = query.where('class_id', '=', only.classId).where('on_day', '>=', only.from)
  return query.execute()
}

/** The links of a list, in order. */
export function linksOf(tx: Tx, schoolId: string, listId: string): Promise<Link[]> {
  return tables(tx)
    .selectFrom('checked_sites.link')
    .select(['position', 'site_id as siteId', 'address', 'words'])
    .where('school_id', '=', schoolId)
    .where('list_id', '=', listId)
    .orderBy('position')
    .execute()
}

/** Lists for a day or later in which a site stands, and that nobody has closed. */
export function listsWith(tx: Tx, schoolId: string, siteId: string, from: string): Promise<LinkList[]> {
  return tables(tx)
    .selectFrom('checked_sites.link_list')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('on_day', '>=', from)
    .where('ended_at', 'is', null)
    .where('id', 'in', (query) =>
      query
        .selectFrom('checked_sites.link')
        .select('list_id')
        .where('school_id', '=', schoolId)
        .where('site_id', '=', siteId),
    )
    .orderBy('id')
    .execute()
}

/** Keeps a list with its links; of it only its end comes later. */
export async function insertList(
  tx: Tx,
  schoolId: string,
  list: LinkList,
  links: readonly Link[],
): Promise<void> {
  await tables(tx)
    .insertInto('checked_sites.link_list')
    .values({
      school_id: schoolId,
      id: list.id,
      code: list.code,
      purpose: list.purpose,
      title: list.title,
      words: list.words,
      class_id: list.classId,
      on_day: list.onDay,
      made_by: list.madeBy,
      made_at: list.madeAt,
      ended_at: list.endedAt,
    })
    .execute()
  await tables(tx)
    .insertInto('checked_sites.link')
    .values(
      links.map(({ position, siteId, address, words }) => ({
        school_id: schoolId,
        list_id: list.id,
        position,
        site_id: siteId,
        address,
        words,
      })),
    )
    .execute()
}

/** Saves that a list was closed. */
export async function saveListEnd(tx: Tx, schoolId: string, id: string, endedAt: Date): Promise<void> {
  await tables(tx)
    .updateTable('checked_sites.link_list')
    .set({ ended_at: endedAt })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
