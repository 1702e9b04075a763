// Accounts as their sources say them.

import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Entry, Said, WaitsFor, Written } from './entry.ts'
import type { ProvisioningTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<ProvisioningTables>()

/** Of which connection. */
export type Of = { schoolId: string; connectionId: string }

const columns = [
  'id',
  'connection_id as connectionId',
  'said',
  'person_id as personId',
  'waits_for as waitsFor',
  'written',
  'closed_as as closedAs',
  'closed_at as closedAt',
  'made_at as madeAt',
  'changed_at as changedAt',
  'gone_at as goneAt',
  'revision',
] as const

const ofConnection = (tx: Tx, { schoolId, connectionId }: Of) =>
  tables(tx)
    .selectFrom('provisioning.entry')
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)

/** One account that is still there. Not found in another connection. */
export async function findEntry(tx: Tx, of: Of, id: string): Promise<Entry> {
  const found = await ofConnection(tx, of)
    .select(columns)
    .where('id', '=', id)
    .where('gone_at', 'is', null)
    .executeTakeFirst()
  if (!found) throw new NotFound('account')
  return found
}

/** What a source may ask by: each is a column, or a part of what was said. */
const asked = {
  id: sql`id::text`,
  userName: sql`lower(user_name)`,
  externalId: sql`external_id`,
  displayName: sql`lower(said->>'displayName')`,
  email: sql`lower(said->>'email')`,
  active: sql`active::text`,
  person: sql`person_id::text`,
} as const
export type AskedBy = keyof typeof asked
const asWritten: readonly AskedBy[] = ['externalId']

/** Accounts of a connection in the order in which they came, as far as they fit everything that is asked. */
export async function findEntries(
  tx: Tx,
  of: Of,
  wanted: readonly { name: AskedBy; value: string }[],
  page: { startIndex: number; count: number },
): Promise<{ entries: Entry[]; total: number }> {
  const fits = wanted.map(
    ({ name, value }) =>
      sql<boolean>`${asked[name]} = ${asWritten.includes(name) ? value : value.toLowerCase()}`,
  )
  const found = ofConnection(tx, of)
    .where('gone_at', 'is', null)
    .$call((query) => fits.reduce((now, fit) => now.where(fit), query))
  const { total } = await found
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const entries = await found
    .select(columns)
    .orderBy('made_at')
    .orderBy('id')
    .offset(page.startIndex - 1)
    .limit(page.count)
    .execute()
  return { entries, total }
}

/** Accounts among these ids that are there. */
export async function knownEntries(tx: Tx, of: Of, ids: readonly string[]): Promise<Entry[]> {
  return ofConnection(tx, of)
    .select(columns)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('gone_at', 'is', null)
    .execute()
}

/** Those that wait for a person, oldest first. */
export function waitingEntries(tx: Tx, of: Of, most = 200): Promise<Entry[]> {
  return ofConnection(tx, of)
    .select(columns)
    .where('waits_for', 'is not', null)
    .where('gone_at', 'is', null)
    .orderBy('made_at')
    .limit(most)
    .execute()
}

/** False when another account of the connection has the name. */
export async function insertEntry(tx: Tx, of: Of, id: string, said: Said, at: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('provisioning.entry')
    .values({
      school_id: of.schoolId,
      id,
      connection_id: of.connectionId,
      ...columnsOf(said),
      person_id: null,
      waits_for: null,
      written: '{}',
      closed_as: null,
      closed_at: null,
      made_at: at,
      changed_at: at,
      gone_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

const columnsOf = (said: Said) => ({
  user_name: said.userName,
  external_id: said.externalId,
  said: JSON.stringify(said),
  active: said.active,
})

export type EntryChange = {
  said?: Said
  personId?: string | null
  waitsFor?: WaitsFor | null
  written?: Written
  closed?: { as: 'left' | 'access'; at: Date } | null
  goneAt?: Date
}

/** Saves what changed. What the source itself said makes a new version of its account. */
export async function saveEntry(tx: Tx, of: Of, id: string, change: EntryChange, at: Date): Promise<void> {
  const { said, personId, waitsFor, written, closed, goneAt } = change
  await tables(tx)
    .updateTable('provisioning.entry')
    .set({
      ...(said === undefined
        ? {}
        : { ...columnsOf(said), changed_at: at, revision: sql<number>`revision + 1` }),
      ...(personId === undefined ? {} : { person_id: personId }),
      ...(waitsFor === undefined ? {} : { waits_for: waitsFor }),
      ...(written === undefined ? {} : { written: JSON.stringify(written) }),
      ...(closed === undefined ? {} : { closed_as: closed?.as ?? null, closed_at: closed?.at ?? null }),
      ...(goneAt === undefined ? {} : { gone_at: goneAt }),
    })
    .where('school_id', '=', of.schoolId)
    .where('id', '=', id)
    .execute()
}

/** Whether another account of the connection has that name already. */
export async function hasUserName(tx: Tx, of: Of, userName: string, but: string): Promise<boolean> {
  const found = await ofConnection(tx, of)
    .select('id')
    .where(sql<boolean>`lower(user_name) = lower(${userName})`)
    .where('id', '<>', but)
    .where('gone_at', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

/** How many people a connection has here, and how many of them it closed since a moment. */
export async function countClosed(tx: Tx, of: Of, since: Date): Promise<{ people: number; closed: number }> {
  const { rows } = await sql<{ people: number; closed: number }>`
    select (count(*) filter (where closed_at >= ${since}))::int as closed,
           (count(*) filter (where person_id is not null and (closed_at is null or closed_at >= ${since})))::int as people
      from provisioning.entry
     where school_id = ${of.schoolId} and connection_id = ${of.connectionId}`.execute(tx)
  return rows[0] ?? { people: 0, closed: 0 }
}
