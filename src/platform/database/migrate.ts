import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'

type Migration = { name: string; sql: string; sha256: string }
type Applied = { name: string; sha256: string }

const silent = new Logger(() => () => {})
const fileName = /^\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.sql$/
/** Any number will do, as long as every start asks for the same one. */
const lockNumber = 5_304_214

/**
 * Applies the migrations of `folder` that are new, in order, each in a transaction of its own, and returns their names.
 * Refuses, before anything is applied, if one that was applied is missing, was changed, or would now come after a new one.
 * `upTo` names the last one that is wanted: a backup is restored into the tables that it was made from.
 */
export async function migrate(
  ownerUrl: string,
  { folder, upTo }: { folder: string; upTo?: string },
): Promise<string[]> {
  const migrations = readMigrations(folder).filter(({ name }) => upTo === undefined || name <= upTo)
  return await withClient(ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    await client.query(`
      create schema if not exists schoolkeeper;
      create table if not exists schoolkeeper.migration (
        name text primary key,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`)
    const { rows } = await client.query<Applied>(
      'select name, sha256 from schoolkeeper.migration order by name',
    )
    const waiting = findWaiting(migrations, rows)
    for (const migration of waiting) await apply(client, migration)
    return waiting.map(({ name }) => name)
  })
}

/** How far a database has been migrated, and what this release would add. Changes nothing. */
export async function migrationsOf(
  ownerUrl: string,
  { folder }: { folder: string },
): Promise<{ applied: readonly string[]; waiting: readonly string[] }> {
  return await withClient(ownerUrl, async (client) => {
    const { rows: found } = await client.query(`select to_regclass('schoolkeeper.migration') as found`)
    if (found[0].found === null)
      return { applied: [], waiting: readMigrations(folder).map(({ name }) => name) }
    const { rows } = await client.query<Applied>(
      'select name, sha256 from schoolkeeper.migration order by name',
    )
    const waiting = findWaiting(readMigrations(folder), rows)
    return { applied: rows.map(({ name }) => name), waiting: waiting.map(({ name }) => name) }
  })
}

/**
 * Makes or renews the queue of jobs, and the one function through which the app may add to it. Runs as role jobs, which
 * owns the queue's schema and may create no other.
 */
export async function migrateJobs(jobsUrl: string): Promise<void> {
  await withClient(jobsUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    // graphile-worker makes its schema only where this table is missing, and that takes a right that jobs lacks.
    await client.query(`
      create table if not exists graphile_worker.migrations (
        id int primary key,
        ts timestamptz not null default now(),
        breaking boolean not null default false
      )`)
    await withPool(jobsUrl, (pgPool) => runMigrations({ pgPool, logger: silent }))
    await client.query(readFileSync(new URL('queue-job.sql', import.meta.url), 'utf8'))
  })
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      if (!fileName.test(name))
        throw new Error(`Call ${join(folder, name)} NNNN-what-it-does.sql, so that its place is plain.`)
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    })
}

function findWaiting(migrations: Migration[], applied: Applied[]): Migration[] {
  for (const [place, { name, sha256 }] of applied.entries()) {
    const found = migrations.find((migration) => migration.name === name)
    if (!found)
      throw new Error(
        `This database was made by a release that has the migration ${name}; this one has not. ` +
          'Start that release or a later one, or restore a backup.',
      )
    if (found.sha256 !== sha256)
      throw new Error(
        `The migration ${name} was changed after it was applied. Put it back, and write a new one instead.`,
      )
    if (migrations[place]?.name !== name)
      throw new Error(
        `The migration ${migrations[place]?.name} is new but comes before ${name}, which was applied. Renumber it.`,
      )
  }
  return migrations.slice(applied.length)
}

async function apply(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into schoolkeeper.migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`The migration ${name} failed and left nothing behind: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

/** A pool calls itself ended before its connections are. Whoever stops the server next would break one that lingers. */
async function withPool(connectionString: string, work: (pool: pg.Pool) => Promise<void>): Promise<void> {
  const pool = new pg.Pool({ connectionString, max: 2 })
  const ends: Promise<unknown>[] = []
  // A connection that is lost while idle harms nothing: the next query fails and says so.
  pool.on('error', () => {})
  pool.on('connect', (client) => ends.push(once(client, 'end')))
  try {
    await work(pool)
  } finally {
    await pool.end()
    await Promise.allSettled(ends)
  }
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
