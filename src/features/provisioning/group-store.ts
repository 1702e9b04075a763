// Groups of the sources, their members, and what they mean here.

import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { GroupMeans, SourceGroup } from './connection.ts'
import type { Of } from './entry-store.ts'
import type { ProvisioningTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<ProvisioningTables>()

const columns = [
  'id',
  'name',
  'external_id as externalId',
  'means',
  'class_id as classId',
  'made_at as madeAt',
  'changed_at as changedAt',
  'revision',
] as const

const ofConnection = (tx: Tx, { schoolId, connectionId }: Of) =>
  tables(tx)
    .selectFrom('provisioning.source_group')
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('gone_at', 'is', null)

/** One group that is still there. Not found in another connection. */
export async function findGroup(tx: Tx, of: Of, id: string): Promise<SourceGroup> {
  const found = await ofConnection(tx, of).select(columns).where('id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('group')
  return found
}

/** What a source may ask by. `member` is the id of an account. */
const asked = {
  id: sql`id::text`,
  name: sql`lower(name)`,
  externalId: sql`external_id`,
} as const
export type GroupAskedBy = keyof typeof asked | 'member'

/** Groups of a connection in the order in which they came, as far as they fit everything that is asked. */
export async function findGroups(
  tx: Tx,
  of: Of,
  wanted: readonly { name: GroupAskedBy; value: string }[],
  page: { startIndex: number; count: number },
): Promise<{ groups: SourceGroup[]; total: number }> {
  const fits = wanted.map(({ name, value }) =>
    name === 'member'
      ? sql<boolean>`id in (select m.group_id from provisioning.group_member m where m.school_id = ${of.schoolId} and m.entry_id::text = ${value.toLowerCase()})`
      : sql<boolean>`${asked[name]} = ${name === 'externalId' ? value : value.toLowerCase()}`,
  )
  const found = ofConnection(tx, of).$call((query) => fits.reduce((now, fit) => now.where(fit), query))
  const { total } = await found
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const groups = await found
    .select(columns)
    .orderBy('made_at')
    .orderBy('id')
    .offset(page.startIndex - 1)
    .limit(page.count)
    .execute()
  return { groups, total }
}

/** Every group of a connection with how many accounts are in it, by name. */
export async function groupsWithCounts(tx: Tx, of: Of): Promise<(SourceGroup & { count: number })[]> {
  return ofConnection(tx, of)
    .select(columns)
    .select(
      sql<number>`(select count(*)::int from provisioning.group_member m
                    where m.school_id = ${of.schoolId} and m.group_id = source_group.id)`.as('count'),
    )
    .orderBy('name')
    .execute()
}

/** Another group of this source, whatever its capitals; `but` is the one that may keep its name. */
export async function hasGroupName(tx: Tx, of: Of, name: string, but: string | null): Promise<boolean> {
  const found = await ofConnection(tx, of)
    .select('id')
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .$if(but !== null, (query) => query.where('id', '<>', but ?? ''))
    .executeTakeFirst()
  return found !== undefined
}

/** A group as its source names it. What it means here somebody says later. Returns its id. */
export async function insertGroup(
  tx: Tx,
  of: Of,
  group: { name: string; externalId: string | null; at: Date },
): Promise<string> {
  const id = newId()
  await tables(tx)
    .insertInto('provisioning.source_group')
    .values({
      school_id: of.schoolId,
      id,
      connection_id: of.connectionId,
      name: group.name,
      external_id: group.externalId,
      means: 'nothing',
      class_id: null,
      made_at: group.at,
      changed_at: group.at,
      gone_at: null,
    })
    .execute()
  return id
}

/** Saves what the source says of a group: a new version of it. */
export async function saveGroup(
  tx: Tx,
  of: Of,
  id: string,
  change: { name?: string; externalId?: string | null; goneAt?: Date },
  at: Date,
): Promise<void> {
  await tables(tx)
    .updateTable('provisioning.source_group')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.externalId === undefined ? {} : { external_id: change.externalId }),
      ...(change.goneAt === undefined ? {} : { gone_at: change.goneAt }),
      changed_at: at,
      revision: sql<number>`revision + 1`,
    })
    .where('school_id', '=', of.schoolId)
    .where('id', '=', id)
    .execute()
}

/** What a person of the school says that the group means. No version of the source's. */
export async function saveMeaning(
  tx: Tx,
  of: Of,
  id: string,
  meaning: { means: GroupMeans; classId: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('provisioning.source_group')
    .set({ means: meaning.means, class_id: meaning.classId })
    .where('school_id', '=', of.schoolId)
    .where('id', '=', id)
    .execute()
}

export type Member = { entryId: string; personId: string | null; userName: string }

/** The entries in it, as the source knows them. */
export async function membersOf(tx: Tx, of: Of, groupId: string): Promise<Member[]> {
  return tables(tx)
    .selectFrom('provisioning.group_member as m')
    .innerJoin('provisioning.entry as e', (join) =>
      join.onRef('e.school_id', '=', 'm.school_id').onRef('e.id', '=', 'm.entry_id'),
    )
    .select(['e.id as entryId', 'e.person_id as personId', 'e.user_name as userName'])
    .where('m.school_id', '=', of.schoolId)
    .where('m.group_id', '=', groupId)
    .where('e.gone_at', 'is', null)
    .orderBy('e.user_name')
    .execute()
}

/** Entries of the same source; none is no mistake. */
export async function addMembers(tx: Tx, of: Of, groupId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tables(tx)
    .insertInto('provisioning.group_member')
    .values(ids.map((entry_id) => ({ school_id: of.schoolId, group_id: groupId, entry_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Entries that are not in it are passed over. */
export async function removeMembers(tx: Tx, of: Of, groupId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tables(tx)
    .deleteFrom('provisioning.group_member')
    .where('school_id', '=', of.schoolId)
    .where('group_id', '=', groupId)
    .where('entry_id', 'in', [...ids])
    .execute()
}

/** Classes that groups give to an account. */
export async function classesOfEntry(tx: Tx, of: Of, entryId: string): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('provisioning.group_member as m')
    .innerJoin('provisioning.source_group as g', (join) =>
      join.onRef('g.school_id', '=', 'm.school_id').onRef('g.id', '=', 'm.group_id'),
    )
    .select('g.class_id as classId')
    .where('m.school_id', '=', of.schoolId)
    .where('m.entry_id', '=', entryId)
    .where('g.gone_at', 'is', null)
    .where('g.class_id', 'is not', null)
    .execute()
  return rows.flatMap(({ classId }) => (classId === null ? [] : [classId]))
}
