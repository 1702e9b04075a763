import { type SqlBool, sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { AccessRight, Resource } from './resource.ts'
import type { AccountsTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AccountsTables>()

const resourceColumns = [
  'id',
  'name',
  'kind',
  'holds',
  'sensitivity',
  'owner_id as ownerId',
  'preset_by as presetBy',
] as const

/** Not found in another school, nor once it was closed. */
export async function findResource(tx: Tx, schoolId: string, id: string): Promise<Resource> {
  const found = await tables(tx)
    .selectFrom('accounts.resource')
    .select(resourceColumns)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  if (!found) throw new NotFound('folder or system')
  return found
}

export type ListedResource = Resource & { owner: string; rights: number; reviewedAt: Date | null }

/** Every resource by name, with how many rights stand and when its owner last confirmed them. */
export async function listResources(tx: Tx, schoolId: string): Promise<ListedResource[]> {
  const { rows } = await sql<ListedResource>`
    select r.id, r.name, r.kind, r.holds, r.sensitivity, r.owner_id as "ownerId", r.preset_by as "presetBy",
           n.name as owner,
           (select count(*)::int from accounts.access_right a
             where a.school_id = r.school_id and a.resource_id = r.id and a.ended_at is null) as rights,
           (select max(v.confirmed_at) from accounts.access_review v
             where v.school_id = r.school_id and v.resource_id = r.id) as "reviewedAt"
      from accounts.resource r join people.named n on n.school_id = r.school_id and n.id = r.owner_id
     where r.school_id = ${schoolId} and r.closed_at is null
     order by r.name`.execute(tx)
  return rows
}

/** It is open from the start; closing is a change of its own. */
export async function insertResource(
  tx: Tx,
  row: Omit<AccountsTables['accounts.resource'], 'closed_at'>,
): Promise<void> {
  await tables(tx)
    .insertInto('accounts.resource')
    .values({ ...row, closed_at: null })
    .execute()
}

const standing = (tx: Tx, schoolId: string) =>
  tables(tx)
    .selectFrom('accounts.access_right')
    .select([
      'id',
      'resource_id as resourceId',
      'role',
      'person_id as personId',
      'level',
      'why',
      'last_day as lastDay',
      'granted_at as grantedAt',
    ])
    .where('school_id', '=', schoolId)
    .where('ended_at', 'is', null)

/** Rights that stand on a resource, roles first. */
export function rightsOn(tx: Tx, schoolId: string, resourceId: string): Promise<AccessRight[]> {
  return standing(tx, schoolId)
    .where('resource_id', '=', resourceId)
    .orderBy(sql`role is null`)
    .orderBy('granted_at')
    .execute()
}

/** Rights that somebody has as themselves or by one of these roles. */
export function rightsOf(
  tx: Tx,
  schoolId: string,
  personId: string,
  roles: readonly string[],
): Promise<AccessRight[]> {
  return standing(tx, schoolId)
    .where(sql<SqlBool>`(person_id = ${personId} or role = any(${[...roles]}::text[]))`)
    .orderBy('granted_at')
    .execute()
}

/** One role or one person, what they may do there and why, until the last day if there is one. */
export async function insertRight(
  tx: Tx,
  schoolId: string,
  right: AccessRight,
  by: string | null,
): Promise<void> {
  await tables(tx)
    .insertInto('accounts.access_right')
    .values({
      school_id: schoolId,
      id: right.id,
      resource_id: right.resourceId,
      role: right.role,
      person_id: right.personId,
      level: right.level,
      why: right.why,
      last_day: right.lastDay,
      granted_at: right.grantedAt,
      granted_by: by,
      ended_at: null,
      ended_by: null,
      ended_why: null,
    })
    .execute()
}

/** Ends these for good, with the reason. A right that is given again is a new row. */
export async function saveRightsEnd(
  tx: Tx,
  schoolId: string,
  ids: readonly string[],
  end: { at: Date; by: string | null; why: string },
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.access_right')
    .set({ ended_at: end.at, ended_by: end.by, ended_why: end.why })
    .where('school_id', '=', schoolId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('ended_at', 'is', null)
    .execute()
}

/** Rights of people whose last day is over, or who have left. */
export async function rightsOver(tx: Tx, schoolId: string, today: string): Promise<AccessRight[]> {
  return standing(tx, schoolId)
    .where(
      sql<SqlBool>`(last_day < ${today} or exists (
        select from people.on_roll p where p.school_id = access_right.school_id and p.id = access_right.person_id
           and p.left_on < ${today}))`,
    )
    .execute()
}

/** Who confirmed which list and when: never changed afterwards. */
export async function insertReview(tx: Tx, row: AccountsTables['accounts.access_review']): Promise<void> {
  await tables(tx).insertInto('accounts.access_review').values(row).execute()
}

/** Resources that no owner has confirmed since the day; one that is new counts from its first day. */
export async function reviewsDue(tx: Tx, schoolId: string, since: Date): Promise<Resource[]> {
  return tables(tx)
    .selectFrom('accounts.resource')
    .select(resourceColumns)
    .where('school_id', '=', schoolId)
    .where('closed_at', 'is', null)
    .where(
      sql<SqlBool>`coalesce((select max(v.confirmed_at) from accounts.access_review v
        where v.school_id = resource.school_id and v.resource_id = resource.id), created_at) < ${since}`,
    )
    .orderBy('name')
    .execute()
}
