import { setPriority } from 'node:os'
import { type DatabaseConnection, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { untilPagesAreMade } from './pages-first.ts'
import type { PlatformTables } from './tables.ts'

export type Db = Kysely<PlatformTables>
/** An open transaction in which the school (and the person, if any) is set. The only way to reach a table. */
export type Tx = Transaction<PlatformTables>

/** Whole numbers stay below 2^53 here, and a date without a time stays the text that it is. */
const parsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.DATE]: (text) => text,
}

/** How far behind pages the jobs of a server stand: of a core that both want, a page's statement gets nine tenths. */
const jobsNiceness = 10
/** So long a job's transaction waits for pages, its statements together: what it holds is held for little longer. */
const mostWaitMs = 125

/**
 * Opens a pool. A connection that cannot be had within `waitMs` is an error: a page must say so, not hang. Long enough
 * for a whole year group that reports at once and waits in line; a database that is gone is known at once. With `givesWay`,
 * statements wait while a page is being made; with `isOurs`, for a PostgreSQL that runs here, the system lets those of
 * other pools go first besides.
 */
export function openDatabase(
  url: string,
  { connections = 10, waitMs = 15_000, givesWay = false, isOurs = false } = {},
): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: waitMs,
    idle_in_transaction_session_timeout: 60_000,
    statement_timeout: 60_000,
    types: { getTypeParser: (oid, format) => parsers[oid] ?? pg.types.getTypeParser(oid, format) },
  })
  // A connection that dies while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  // The pool stops listening to a connection before it has closed, and the server may end it first.
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    if (givesWay && isOurs) putBack(client)
  })
  const onCreateConnection = async (connection: DatabaseConnection): Promise<void> => {
    if (givesWay) letPagesGoFirst(connection)
  }
  return new Kysely<PlatformTables>({ dialect: new PostgresDialect({ pool, onCreateConnection }) })
}

function putBack(client: pg.PoolClient): void {
  const { processID } = client as pg.PoolClient & { processID?: number }
  try {
    if (processID) setPriority(processID, jobsNiceness)
  } catch {
    // It ended in this moment, and whoever asks it something is told so.
  }
}

/** From the head of the audit's chain on, and at its end, a transaction waits for nobody: pages wait for that head. */
const heldByAll = '"audit"."head"'

function letPagesGoFirst(connection: DatabaseConnection): void {
  const execute = connection.executeQuery.bind(connection)
  let leftMs = mostWaitMs
  connection.executeQuery = async (query, options) => {
    if (/^(begin|start transaction)/.test(query.sql)) leftMs = mostWaitMs
    if (query.sql.includes(heldByAll)) leftMs = 0
    if (!/^(commit|rollback)/.test(query.sql)) {
      const began = performance.now()
      const waits = untilPagesAreMade(leftMs)
      if (waits) {
        await waits
        leftMs -= performance.now() - began
      }
    }
    return execute(query, options)
  }
}

/** For whom a transaction reads and writes: row security obeys it (decisions X1 and S3). */
export type Scope = { schoolId: string; personId: string | null }

/** Opens the transaction that every query runs in. `work` gets it; an error rolls everything back. */
export function withScope<T>(
  db: Db,
  scope: Scope,
  access: 'read only' | 'read write',
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setAccessMode(access)
    .execute(async (tx) => {
      await sql`select set_config('schoolkeeper.school', ${scope.schoolId}, true),
                       set_config('schoolkeeper.person', ${scope.personId ?? ''}, true)`.execute(tx)
      return work(tx)
    })
}

/** Whether the error means that the database is gone for now (503), rather than that a statement was wrong. */
export function isDatabaseGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    /^(08|57P0|53300)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client was closed/.test(error.message)
  )
}
