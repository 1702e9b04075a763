import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Passwords } from './database-urls.ts'

/** What docs/operating/database.md asks of a DBA, done at every start: safe to repeat, so a new release may add to it. */
export async function prepareDatabase(superuserUrl: string, passwords: Passwords): Promise<void> {
  await withClient(superuserUrl.replace(/\/[^/]*$/, '/postgres'), async (client) => {
    await client.query(readSql('roles.sql'))
    for (const [role, password] of Object.entries(passwords))
      await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`)
    const { rowCount } = await client.query(`select from pg_database where datname = 'schoolkeeper'`)
    if (rowCount === 0) await client.query(readSql('create-database.sql'))
  })
  await withClient(superuserUrl, (client) => client.query(readSql('grants.sql')))
}

/** A file of statements that stands beside this folder. */
function readSql(name: 'roles.sql' | 'create-database.sql' | 'grants.sql'): string {
  return readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8')
}

async function withClient(
  connectionString: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
