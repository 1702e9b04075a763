// What the database says it holds: a table that a later release adds is in the backup without a line changed here.

import pg from 'pg'

export type Table = { schema: string; name: string; owner: string; columns: readonly string[] }
export type Sequence = { schema: string; name: string; owner: string; last: string }

/** What migrating writes itself, so that it is neither copied nor asked to be empty. */
const ownedByMigrating = ['schoolkeeper.migration', 'graphile_worker.migrations']

const ours = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`

/** `schema.table`, as a manifest names it. */
export const fullName = ({ schema, name }: { schema: string; name: string }): string => `${schema}.${name}`
/** The same, safe to stand in a statement. */
export const quoted = ({ schema, name }: { schema: string; name: string }): string =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`

/** Every table of every schema of ours, one in parts as a whole; one that refers to another comes after it. Columns that compute themselves are left out. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select n.nspname as schema, c.relname as name, pg_get_userbyid(c.relowner) as owner,
           array(select a.attname::text from pg_attribute a
                  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                  order by a.attnum) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and ${ours}
     order by 1, 2`)
  const { rows: references } = await client.query<{ from: string; to: string }>(`
    select distinct fn.nspname || '.' || f.relname as from, tn.nspname || '.' || t.relname as to
      from pg_constraint k
      join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
      join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
     where k.contype = 'f' and k.conrelid <> k.confrelid`)
  const copied = rows.filter((table) => !ownedByMigrating.includes(fullName(table)))
  return inOrder(copied, references)
}

/** Sequences that have been used, so that a restore goes on counting where they stood. */
export async function sequencesOf(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(`
    select schemaname as schema, sequencename as name, sequenceowner as owner, last_value::text as last
      from pg_sequences n where last_value is not null order by 1, 2`)
  return rows
}

function inOrder(tables: readonly Table[], references: readonly { from: string; to: string }[]): Table[] {
  const waiting = new Map(tables.map((table) => [fullName(table), table]))
  const ordered: Table[] = []
  while (waiting.size > 0) {
    const ready = [...waiting].filter(
      ([name]) => !references.some(({ from, to }) => from === name && to !== name && waiting.has(to)),
    )
    if (ready.length === 0)
      throw new Error(`These tables refer to one another in a ring: ${[...waiting.keys()].join(', ')}`)
    for (const [name, table] of ready) {
      waiting.delete(name)
      ordered.push(table)
    }
  }
  return ordered
}
