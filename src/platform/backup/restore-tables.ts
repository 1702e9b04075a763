import pg from 'pg'
import { Refused } from '#/kernel/refusal.ts'
import { Damaged } from '../files/files.ts'
import { fullName, quoted, type Sequence, type Table, tablesOf } from './catalogue.ts'
import { copyIn } from './copy-stream.ts'
import type { Beginning } from './manifest.ts'

export type RestoredTables = {
  /** How many rows each table got. */
  rows: Record<string, number>
  fill: (table: string, content: AsyncIterable<Buffer>) => Promise<void>
  commit: () => Promise<void>
  close: () => Promise<void>
}

const ownerRole = 'schoolkeeper_owner'

/**
 * Opens the tables for rows from a backup, as the roles that own them, each in one transaction. There the owner may lift
 * row security and triggers, which return with the commit; references are checked all the same.
 */
export async function openTables(
  ownerUrl: string,
  jobsUrl: string,
  beginning: Beginning,
): Promise<RestoredTables> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  const jobs = new pg.Client({ connectionString: jobsUrl })
  const close = async (): Promise<void> => {
    await Promise.all([owner.end(), jobs.end()])
  }
  await Promise.all([owner.connect(), jobs.connect()])
  try {
    const clientOf = (thing: { owner: string }): pg.Client => (thing.owner === ownerRole ? owner : jobs)
    await owner.query(`set datestyle to 'ISO, YMD'; begin`)
    await jobs.query(`set datestyle to 'ISO, YMD'; begin`)
    const here = await tablesOf(owner)
    const forced = await forcedAmong(owner, here)
    for (const table of here) await lift(clientOf(table), table, forced)
    for (const table of here) await refuseRows(clientOf(table), table)
    const rows: Record<string, number> = {}
    return {
      rows,
      close,
      fill: async (name, content) => {
        const table = beginning.tables.find((one) => fullName(one) === name)
        if (!table) throw new Damaged()
        const columns = table.columns.map(pg.escapeIdentifier).join(', ')
        rows[name] = await copyIn(clientOf(table), `copy ${quoted(table)} (${columns}) from stdin`, content)
      },
      commit: async () => {
        for (const sequence of beginning.sequences) await setSequence(clientOf(sequence), sequence)
        for (const table of here) await putBack(clientOf(table), table, forced)
        // Jobs without their records would act on nothing; records without their jobs only wait. So jobs come last.
        await owner.query('commit')
        await jobs.query('commit')
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The tables whose row security binds their owner too. */
async function forcedAmong(client: pg.Client, tables: readonly Table[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relforcerowsecurity`)
  const names = new Set(tables.map(fullName))
  return new Set(rows.map(({ name }) => name).filter((name) => names.has(name)))
}

async function lift(client: pg.Client, table: Table, forced: ReadonlySet<string>): Promise<void> {
  if (forced.has(fullName(table)))
    await client.query(`alter table ${quoted(table)} no force row level security`)
  await client.query(`alter table ${quoted(table)} disable trigger user`)
}

async function putBack(client: pg.Client, table: Table, forced: ReadonlySet<string>): Promise<void> {
  await client.query(`alter table ${quoted(table)} enable trigger user`)
  if (forced.has(fullName(table))) await client.query(`alter table ${quoted(table)} force row level security`)
}

async function refuseRows(client: pg.Client, table: Table): Promise<void> {
  const { rows } = await client.query(`select from ${quoted(table)} limit 1`)
  if (rows.length === 0) return
  throw new Refused(
    `This database is not empty: there are rows in ${fullName(table)}. A backup is restored into a new database only; choose an empty DATA_DIR, or make a new database.`,
  )
}

async function setSequence(client: pg.Client, sequence: Sequence): Promise<void> {
  await client.query('select setval($1::regclass, $2::bigint)', [quoted(sequence), sequence.last])
}
