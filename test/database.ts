import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import type { DatabaseUrls } from '#/platform/database/embedded/database-urls.ts'
import { findRunningPostgres } from '#/platform/database/embedded/start-postgres.ts'
import { startTestPostgres, type TestPostgres } from './postgres.ts'

export type TestDatabase = DatabaseUrls & {
  /** Drops it. Close what is connected first. */
  drop(): Promise<void>
}

/** Set by test/run.ts: the data folder of the server that all test files share. */
export const sharedServer = 'SCHOOLKEEPER_TEST_POSTGRES'

const grants = new URL('../src/platform/database/grants.sql', import.meta.url)
let own: Promise<TestPostgres> | undefined
let open = 0

/**
 * A database of its own, with every migration applied and no rows. `appUrl` is what code under test signs in with.
 * Under `npm test` it is on the shared server; a file that is run alone starts one, which ends with its last `drop`.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  open += 1
  const server = await findServer()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const urls = onDatabase(server, name)
  await runAsSuperuser(
    onDatabase(server, 'postgres'),
    `create database ${name} template schoolkeeper owner schoolkeeper_owner strategy file_copy`,
  )
  await runAsSuperuser(urls, readFileSync(grants, 'utf8'))
  const drop = async (): Promise<void> => {
    await runAsSuperuser(onDatabase(server, 'postgres'), `drop database ${name} with (force)`)
    open -= 1
    if (open === 0 && own) {
      const ending = await own
      own = undefined
      await ending.stop()
    }
  }
  return { ...urls, drop }
}

async function findServer(): Promise<DatabaseUrls> {
  const folder = process.env[sharedServer]
  if (!folder) {
    own ??= startTestPostgres()
    return await own
  }
  const urls = findRunningPostgres(folder)
  if (!urls) throw new Error(`No test database runs on ${folder}. Unset ${sharedServer}, or use npm test.`)
  return urls
}

function onDatabase(urls: DatabaseUrls, name: string): DatabaseUrls {
  const move = (url: string): string => url.replace(/\/[^/]*$/, `/${name}`)
  return {
    ownerUrl: move(urls.ownerUrl),
    appUrl: move(urls.appUrl),
    backupUrl: move(urls.backupUrl),
    jobsUrl: move(urls.jobsUrl),
    superuserUrl: move(urls.superuserUrl),
  }
}

async function runAsSuperuser({ superuserUrl }: DatabaseUrls, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
